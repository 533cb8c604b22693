//! The grammar as a whole.

use super::*;

#[test]
fn the_grammar_is_sound_in_both_languages() {
    for tongue in [Tongue::Sv, Tongue::En] {
        command(tongue).debug_assert();
    }
}

#[test]
fn what_a_build_takes_stands_before_or_after_its_name() {
    for (args, drafts) in [
        (vec!["forebild"], false),
        (vec!["forebild", "--drafts"], true),
        (vec!["forebild", "--drafts", "build"], true),
        (vec!["forebild", "check", "--drafts", "--root", "x"], true),
    ] {
        let matches = command(Tongue::Sv).try_get_matches_from(&args).unwrap();
        let cli = Cli::from_arg_matches(&matches).unwrap();
        let site = match cli.command {
            Some(Command::Build(own) | Command::Check(CheckArgs { site: own, privacy: false })) => {
                cli.site.overlaid(own)
            }
            _ => cli.site,
        };
        assert_eq!(site.drafts, drafts, "{args:?}");
    }
}
