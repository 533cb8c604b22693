//! The help of the command line in Swedish. clap writes its own words in English, so headings,
//! usage lines and the names of values are set here too.

use clap::Command;

/// What the program is for.
const ABOUT: &str = "Gör en webbplats av goda exempel som är skrivna som Markdown-filer";

/// What each command does.
const COMMANDS: [(&str, &str); 11] = [
    ("build", "Kontrollera innehållet och skriv webbplatsen (görs också utan kommando)"),
    ("check", "Kontrollera innehållet utan att skriva något"),
    ("serve", "Visa webbplatsen i webbläsaren medan du skriver, också utkasten"),
    ("new", "Börja på en ny berättelse"),
    ("search", "Sök i den byggda webbplatsen, som en läsare gör"),
    ("trace", "Hitta alla ställen där ett namn står, i innehållet och i den byggda webbplatsen"),
    ("archive", "Gör en fil av hela webbplatsen, att ta med sig och läsa utan nät"),
    ("init", "Skapa ett nytt projekt med exempel"),
    ("schema", "Visa alla fält som en fil kan ha"),
    ("completions", "Skriv ett skript som fyller i kommandon i terminalen"),
    ("man", "Skriv manualsidan"),
];

/// What each argument means; where a command has one of its own, `command.argument`.
const ARGUMENTS: [(&str, &str); 34] = [
    ("root", "Projektets mapp; utan detta mappen du står i"),
    ("lang", "Språk som Förebild talar: sv eller en; utan detta systemets språk"),
    ("quiet", "Säg bara vad som är fel"),
    ("help", "Visa den här hjälpen"),
    ("version", "Visa versionen"),
    ("output", "Dit webbplatsen skrivs; utan detta mappen public i projektet"),
    ("base_url", "Där webbplatsen ska ligga, i stället för base_url i site.yaml"),
    ("drafts", "Visa också utkast, granskade och framtida berättelser, tydligt märkta"),
    ("strict", "Behandla varningar som fel"),
    ("no_cache", "Gör allt på nytt, och spara inget till nästa gång"),
    ("format", "Hur anmärkningar skrivs: human, short, json eller github"),
    ("jobs", "Hur mycket som görs samtidigt; utan detta så mycket datorn klarar"),
    ("timings", "Visa vart tiden gick: human, eller json på standard ut"),
    ("check.privacy", "Visa vilka människor som namnges och syns, på vilken grund, och vad webbplatsen gör i en webbläsare"),
    ("archive.output", "Filen, till exempel x.zip, eller mappen för den; utan detta projektets mapp"),
    ("port", "Porten; utan detta 1111. Är den upptagen tas nästa lediga"),
    ("host", "Adressen att lyssna på; utan detta ser bara den här datorn förhandsvisningen"),
    ("open", "Öppna förhandsvisningen i webbläsaren"),
    ("without_drafts", "Visa inte utkast och framtida berättelser, alltså det som läsarna får se"),
    ("poll", "Leta efter ändringar med så många millisekunders mellanrum, för diskar som inte säger till"),
    ("new.title", "Berättelsens titel, inom citattecken"),
    ("new.municipality", "Kommunen den handlar om; utan detta frågar Förebild"),
    ("search.words", "Det du söker"),
    ("search.output", "Där den byggda webbplatsen ligger; utan detta mappen public i projektet"),
    ("search.language", "Det språk vars söksida tillfrågas; utan detta söks alla texter"),
    ("search.count", "Hur många berättelser som visas som mest"),
    ("search.format", "Hur svaret skrivs: human eller json"),
    ("trace.name", "Namnet, inom citattecken; ett bindestreck läser det från standard in, så att ingen historik minns det"),
    ("trace.output", "Där den byggda webbplatsen ligger; utan detta mappen public i projektet"),
    ("trace.expect_none", "Avsluta med kod 1 om namnet står någonstans"),
    ("trace.format", "Hur svaret skrivs: human eller json"),
    ("init.dir", "Det nya projektets mapp"),
    ("schema.format", "Formen: markdown"),
    ("completions.shell", "Skalet: bash, elvish, fish, powershell eller zsh"),
];

/// The names of values.
const VALUES: [(&str, &str); 12] = [
    ("WORD", "ORD"),
    ("ADDRESS", "ADRESS"),
    ("MILLISECONDS", "MILLISEKUNDER"),
    ("DIR", "MAPP"),
    ("URL", "ADRESS"),
    ("LANGUAGE", "SPRÅK"),
    ("FORMAT", "FORM"),
    ("N", "ANTAL"),
    ("TITLE", "TITEL"),
    ("NAME", "NAMN"),
    ("SHELL", "SKAL"),
    ("FILE", "FIL"),
];

/// `command` with its help in Swedish.
pub fn translated(command: Command) -> Command {
    let command = arguments(command, "")
        .about(ABOUT)
        .override_usage("forebild [ALTERNATIV] [KOMMANDO]")
        .help_template("{about}\n\nAnvändning: {usage}\n\nKommandon:\n{subcommands}\n\nAlternativ:\n{options}");
    command.mut_subcommands(|sub| {
        let name = sub.get_name().to_owned();
        let sub = arguments(sub, &name);
        let values: Vec<String> = sub
            .get_positionals()
            .filter_map(|arg| arg.get_value_names()?.first().map(|value| format!(" <{value}>")))
            .collect();
        let positionals = if values.is_empty() { "" } else { "Argument:\n{positionals}\n\n" };
        let template = format!("{{about}}\n\nAnvändning: {{usage}}\n\n{positionals}Alternativ:\n{{options}}");
        let usage = format!("forebild {name} [ALTERNATIV]{}", values.concat());
        let sub = sub.override_usage(usage).help_template(template);
        match of(&COMMANDS, &name) {
            Some(about) => sub.about(about),
            None => sub,
        }
    })
}

/// `command` with the help of its arguments in Swedish.
fn arguments(command: Command, name: &str) -> Command {
    command.mut_args(|arg| {
        let id = arg.get_id().to_string();
        let value = arg.get_value_names().and_then(|names| names.first()?.as_str().into());
        let value = value.and_then(|value: &str| of(&VALUES, value));
        let help = of(&ARGUMENTS, &format!("{name}.{id}")).or_else(|| of(&ARGUMENTS, &id));
        let arg = match help {
            Some(help) => arg.help(help),
            None => arg,
        };
        match value {
            Some(value) => arg.value_name(value),
            None => arg,
        }
    })
}

fn of(table: &[(&str, &'static str)], key: &str) -> Option<&'static str> {
    table.iter().find(|(name, _)| *name == key).map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::args::Cli;

    #[test]
    fn nothing_is_left_in_english() {
        let english = Cli::command();
        let swedish = translated(Cli::command());
        let pairs = std::iter::once((&english, &swedish))
            .chain(english.get_subcommands().zip(swedish.get_subcommands()));
        for (english, swedish) in pairs {
            let name = english.get_name();
            assert_ne!(english.get_about().unwrap().to_string(), swedish.get_about().unwrap().to_string(), "{name}");
            for (before, after) in english.get_arguments().zip(swedish.get_arguments()) {
                let id = before.get_id();
                assert_ne!(before.get_help().unwrap().to_string(), after.get_help().unwrap().to_string(), "{name} {id}");
                let names = before.get_value_names().unwrap_or(&[]);
                let takes_value = before.get_action().takes_values();
                assert!(!takes_value || names.iter().all(|name| of(&VALUES, name).is_some()), "{name} {id}");
            }
        }
    }

    #[test]
    fn every_entry_is_used() {
        let swedish = translated(Cli::command());
        let shown: Vec<String> = std::iter::once(&swedish)
            .chain(swedish.get_subcommands())
            .flat_map(|command| {
                let about = command.get_about().map(ToString::to_string);
                about.into_iter().chain(command.get_arguments().filter_map(|arg| arg.get_help().map(ToString::to_string))).collect::<Vec<_>>()
            })
            .collect();
        for (key, text) in COMMANDS.iter().chain(&ARGUMENTS) {
            assert!(shown.iter().any(|line| line == text), "{key}");
        }
    }
}
