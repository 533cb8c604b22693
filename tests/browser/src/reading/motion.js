// Says what moves, for a reader who has asked for stillness.
const faults = [];
const longest = list => Math.max(...list.split(',').map(part => parseFloat(part) * (part.trim().endsWith('ms') ? 1 : 1000)));
for (const element of document.querySelectorAll('*')) {
    for (const part of [null, '::before', '::after']) {
        const style = getComputedStyle(element, part);
        const name = `${element.localName}.${element.getAttribute('class') ?? ''}${part ?? ''}`;
        if (longest(style.transitionDuration) > 1) faults.push(`${name} changes in ${style.transitionDuration}`);
        if (style.animationName !== 'none' && longest(style.animationDuration) > 1) faults.push(`${name} moves for ${style.animationDuration}`);
    }
    if (getComputedStyle(element).scrollBehavior === 'smooth') faults.push(`${element.localName} scrolls smoothly`);
}
return [...new Set(faults)].slice(0, 8);
