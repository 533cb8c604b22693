// Says which pictures do not have their room before they have come: what is read would jump.
const faults = [];
for (const picture of document.images) {
    if (!picture.checkVisibility()) continue;
    const shown = picture.getBoundingClientRect();
    // Under an address that no cache knows, nothing has come yet when its room is measured.
    const coming = picture.cloneNode();
    coming.removeAttribute('srcset');
    coming.src = `${picture.src}?coming`;
    picture.replaceWith(coming);
    const room = coming.getBoundingClientRect();
    coming.replaceWith(picture);
    if (Math.abs(room.width - shown.width) > 1 || Math.abs(room.height - shown.height) > 1) {
        const said = size => `${Math.round(size.width)} × ${Math.round(size.height)}`;
        faults.push(`jumps: ${picture.getAttribute('src')} has ${said(room)} and then ${said(shown)}`);
    }
}
return faults;
