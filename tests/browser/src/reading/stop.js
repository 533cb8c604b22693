// Where the focus is now and what is wrong with how it shows. The first call takes note of what can
// have the focus; a page that has been left, or has no further stop, gives null.
const can = 'a[href], button:not(:disabled), input:not(:disabled, [type=hidden]), select, textarea, summary, [tabindex]:not([tabindex="-1"])';
const all = [...document.querySelectorAll(can)].filter(element => element.checkVisibility({ visibilityProperty: true }));
const stop = document.activeElement;
if (stop === null || stop === document.body || stop === document.documentElement) return { all: all.length, at: -1, faults: [] };
const faults = [];
const shows = element => {
    const style = getComputedStyle(element);
    if (element.ownerSVGElement) {
        return [...element.querySelectorAll('path, rect, use')].some(shape => {
            const drawn = getComputedStyle(shape);
            return parseFloat(drawn.strokeWidth) >= 2 && contrast(drawn.stroke, ground(element.ownerSVGElement)) >= 3;
        });
    }
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
        && contrast(style.outlineColor, ground(element.parentElement ?? element)) >= 3;
};
// A card shows the focus of the link that is stretched over it.
const card = stop.closest('.card, .region-card');
if (!shows(stop) && !(card && shows(card))) faults.push('the focus is not visible');
const box = (card ?? stop).getBoundingClientRect();
if (box.width === 0 || box.height === 0) faults.push('it has no size');
const inside = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
if (!inside) faults.push(`it is outside the window (${Math.round(box.top)} of ${innerHeight})`);
const visible = [];
for (const { left, right, top, bottom } of stop.getClientRects()) {
    for (const [x, y] of [[.5, .5], [.1, .5], [.9, .5], [.5, .1], [.5, .9], [.3, .3], [.7, .7]]) {
        const [at, to] = [left + (right - left) * x, top + (bottom - top) * y];
        if (at >= 0 && to >= 0 && at < innerWidth && to < innerHeight) {
            const top = document.elementFromPoint(at, to);
            // Places of a map lie beside each other: a point in the box of one can be in the next.
            const beside = stop.ownerSVGElement && top?.ownerSVGElement === stop.ownerSVGElement;
            visible.push(top !== null && (beside || stop.contains(top) || top.contains(stop) && !top.matches('body, html, main')));
        }
    }
}
if (inside && visible.length > 0 && !visible.some(Boolean)) faults.push('something lies over it');
return {
    all: all.length,
    at: all.indexOf(stop),
    name: `${stop.localName} “${stop.textContent.trim().replace(/\s+/g, ' ').slice(0, 40)}”`,
    faults,
};
