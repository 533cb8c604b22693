// Says what cannot be seen or told apart when the reader's system sets all colours.
const faults = [];
const name = element => `${element.localName}.${element.getAttribute('class') ?? ''} “${element.textContent.trim().slice(0, 40)}”`;
const seen = selector => [...document.querySelectorAll(selector)].filter(element =>
    element.checkVisibility({ visibilityProperty: true }) && getComputedStyle(element).clipPath !== 'inset(50%)');
const framed = element => {
    const style = getComputedStyle(element);
    return ['Top', 'Right', 'Bottom', 'Left'].some(side => style[`border${side}Style`] !== 'none'
        && parseFloat(style[`border${side}Width`]) >= 1
        && contrast(style[`border${side}Color`], ground(element.parentElement)) >= 3);
};
const framedAbove = element => framed(element) || (element.parentElement && element.parentElement !== document.body
    && element.closest('form') && framed(element.parentElement));
for (const control of seen('button, .button, .tag, .chip, input[type=search], input[type=text], input[type=email], textarea')) {
    // What is underlined is seen as a link is.
    const underlined = getComputedStyle(control).textDecorationLine.includes('underline');
    if (!underlined && !framedAbove(control)) faults.push(`no edge: ${name(control)}`);
}
for (const part of seen('.card, .region-card, .banner, .box, .pages [aria-current]')) {
    if (!framed(part)) faults.push(`no edge: ${name(part)}`);
}
// The page that is open is marked by more than a colour among its neighbours.
const dress = element => {
    const style = getComputedStyle(element);
    const edge = parseFloat(style.borderBottomWidth) > 0
        && contrast(style.borderBottomColor, ground(element.parentElement)) >= 3;
    return `${style.fontWeight} ${edge} ${style.textDecorationLine}`;
};
for (const current of seen('.menu [aria-current], .tools [aria-current]')) {
    const other = current.closest('ul').querySelector('a:not([aria-current])');
    if (other && dress(other) === dress(current)) faults.push(`not told from its neighbours: ${name(current)}`);
}
for (const text of seen('h1, h2, h3, p, li, td, th, a, label, summary, figcaption')) {
    const style = getComputedStyle(text);
    if (text.textContent.trim() && !text.closest('svg') && contrast(style.color, ground(text)) < 4.5) {
        faults.push(`words that cannot be read: ${name(text)} (${style.color} on ${ground(text)})`);
    }
}
// The steps of the map have a pattern each, and the pattern has a colour that is seen on the step.
for (const step of document.querySelectorAll('svg.map:not(.swatch) :is(.step-1, .step-2, .step-3)')) {
    const over = [...step.children].find(shape => getComputedStyle(shape).fill.startsWith('url('));
    const mark = over && document.querySelector(`${over.getAttribute('fill').slice(4, -1)} > *`);
    const drawn = mark && getComputedStyle(mark);
    const colours = drawn ? [drawn.fill, drawn.stroke].filter(colour => colour.startsWith('rgb')) : [];
    if (!colours.some(colour => contrast(colour, getComputedStyle(step).fill) >= 3)) {
        faults.push(`a step of the map cannot be told by its pattern: ${step.getAttribute('class')}`);
    }
}
return [...new Set(faults)].slice(0, 8);
