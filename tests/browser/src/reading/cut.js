// Says which words are cut off, stick out of their box, or lie over others.
const name = element => {
    const where = element.closest('[id], [class]');
    const said = element.textContent.trim().replace(/\s+/g, ' ').slice(0, 40);
    return `${where?.id ? `#${where.id}` : `.${where?.getAttribute('class') ?? ''}`} ${element.localName} “${said}”`;
};
// What is there for screen readers alone is a pixel large on purpose.
const unseen = element => {
    for (let box = element; box; box = box.parentElement) {
        const style = getComputedStyle(box);
        if (style.clipPath === 'inset(50%)' || style.visibility === 'hidden' || style.opacity === '0' || box.localName === 'pattern') return true;
    }
    return !element.checkVisibility();
};
const faults = [];
for (const box of document.body.querySelectorAll('*')) {
    const style = getComputedStyle(box);
    if (box.namespaceURI !== document.documentElement.namespaceURI || style.display === 'inline'
        || box.clientWidth === 0 || !box.textContent.trim() || box.localName === 'select' || unseen(box)) continue;
    const wide = box.scrollWidth > box.clientWidth + 1;
    const high = box.scrollHeight > box.clientHeight + 1;
    const held = overflow => overflow === 'hidden' || overflow === 'clip';
    if (wide && held(style.overflowX) || high && held(style.overflowY)) {
        faults.push(`cut off: ${name(box)} (${box.scrollWidth} × ${box.scrollHeight} in ${box.clientWidth} × ${box.clientHeight})`);
    } else if (wide && style.overflowX === 'visible'
        && (parseFloat(style.borderRightWidth) > 0 || style.backgroundColor !== 'rgba(0, 0, 0, 0)')) {
        faults.push(`sticks out of its box: ${name(box)} (${box.scrollWidth} in ${box.clientWidth})`);
    }
}
// The middle of each line of each text: letters of neighbouring lines may touch at their ends.
const lines = [];
const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (texts.nextNode()) {
    const text = texts.currentNode;
    if (!text.data.trim() || unseen(text.parentElement)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const { left, right, top, height } of range.getClientRects()) {
        if (height > 4) lines.push({ text, left: left + 1, right: right - 1, top: top + height * .25, bottom: top + height * .75 });
    }
}
lines.sort((one, other) => one.top - other.top);
const told = new Set();
lines.forEach((line, at) => {
    for (let next = at + 1; next < lines.length && lines[next].top < line.bottom - 1; next++) {
        const other = lines[next];
        if (other.text === line.text || other.left >= line.right || other.right <= line.left) continue;
        const said = `words lie over others: ${name(line.text.parentElement)} and ${name(other.text.parentElement)}`;
        if (!told.has(said)) faults.push(said);
        told.add(said);
    }
});
return faults.slice(0, 8);
