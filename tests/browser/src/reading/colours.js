// What stands before the checks that look at colours: contrast as WCAG 2.2 has it, and the colour
// behind an element.
const channels = colour => colour.match(/[\d.]+/g).slice(0, 3).map(Number);
const luminance = colour => channels(colour).map(channel => channel / 255)
    .map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
    .reduce((sum, c, at) => sum + c * [.2126, .7152, .0722][at], 0);
const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + .05) / (dark + .05);
};
const ground = element => {
    for (let box = element; box; box = box.parentElement) {
        const colour = getComputedStyle(box).backgroundColor;
        // The fourth number is how opaque it is.
        if ((colour.match(/[\d.]+/g)[3] ?? '1') !== '0') return colour;
    }
    return 'rgb(255, 255, 255)';
};
