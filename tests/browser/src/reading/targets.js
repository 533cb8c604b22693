// Says which targets are smaller than 24 pixels and too near to others (WCAG 2.2, 2.5.8). Exempt are
// links in a sentence, and municipalities on a map, whose shape is what they are.
const least = 24;
const targets = [];
for (const control of document.querySelectorAll('a[href], button, input, select, textarea, summary')) {
    if (control.closest('svg') || !control.checkVisibility({ visibilityProperty: true })) continue;
    // What is there for screen readers until it has the focus is never a target for a pointer.
    if (getComputedStyle(control).clipPath === 'inset(50%)') continue;
    const whole = control.closest('label') ?? control;
    let { left, right, top, bottom } = whole.getBoundingClientRect();
    // A link may be stretched over the card that it stands in.
    const after = getComputedStyle(whole, '::after');
    if (after.position === 'absolute' && after.content !== 'none') {
        ({ left, right, top, bottom } = whole.closest('.card, .region-card').getBoundingClientRect());
    }
    targets.push({ control, whole, left, right, top, bottom, x: (left + right) / 2, y: (top + bottom) / 2 });
}
const small = target => target.right - target.left < least - .01 || target.bottom - target.top < least - .01;
const inSentence = ({ control }) => {
    if (getComputedStyle(control).display !== 'inline') return false;
    let block = control.parentElement;
    while (getComputedStyle(block).display === 'inline') block = block.parentElement;
    const others = block.cloneNode(true);
    for (const link of others.querySelectorAll('a, button')) link.remove();
    return /\p{L}{2}/u.test(others.textContent);
};
const away = (target, other) => small(other)
    ? Math.hypot(target.x - other.x, target.y - other.y) >= least
    : Math.hypot(Math.max(other.left - target.x, target.x - other.right, 0),
        Math.max(other.top - target.y, target.y - other.bottom, 0)) >= least / 2;
return targets
    .filter(target => small(target) && !inSentence(target))
    .filter(target => !targets.every(other => other.whole === target.whole || away(target, other)))
    .slice(0, 8)
    .map(({ control, left, right, top, bottom }) =>
        `a target of ${Math.round(right - left)} × ${Math.round(bottom - top)} pixels beside another: “${control.textContent.trim()}”`);
