//! JPEG photos with as little in them as the standard allows: much to decode, little on disk.

/// A table of bit patterns for the light of a block: only "no change".
const LIGHT: [u8; 1] = [0];
/// One for its details: `0` is a small one, `10` says for how many blocks there is none, `110` that
/// there are no more in this block.
const DETAILS: [u8; 3] = [0x01, 0xe0, 0x00];

/// A photo whose colours stand together, place by place, as those of cameras do.
pub fn sequential(width: u16, height: u16) -> Vec<u8> {
    let mut bytes = header(0xc0, 0x22, width, height);
    scan(&mut bytes, &[1, 2, 3], [0, 63, 0]);
    // No change and no details, four bits for each block.
    bytes.extend(vec![0x66; 6 * units(width, height, 16) / 2]);
    ended(bytes)
}

/// A photo of which each colour stands for itself.
pub fn by_colour(width: u16, height: u16) -> Vec<u8> {
    let mut bytes = header(0xc0, 0x11, width, height);
    for colour in 1..=3 {
        scan(&mut bytes, &[colour], [0, 63, 0]);
        bytes.extend(vec![0x66; units(width, height, 8).div_ceil(2)]);
    }
    ended(bytes)
}

/// The beginning of a photo of which these colours come first, without the tables by which they are read:
/// enough to refuse it for its size, or else to find that something is missing.
pub fn without_tables(colours: &[u8], width: u16, height: u16) -> Vec<u8> {
    let mut bytes = frame(0xc0, 0x11, width, height);
    scan(&mut bytes, colours, [0, 63, 0]);
    ended(bytes)
}

/// A photo that becomes finer in so many steps: one for the light, one for details, and all others
/// to go through each block and change nothing.
pub fn stepped(width: u16, height: u16, steps: usize) -> Vec<u8> {
    let mut bytes = header(0xc2, 0x22, width, height);
    scan(&mut bytes, &[1, 2, 3], [0, 0, 0]);
    bytes.extend(vec![0; 6 * units(width, height, 16) / 8 + 1]);
    scan(&mut bytes, &[1], [1, 63, 0x01]);
    // One detail, and no more of them: five bits for each block.
    let blocks = units(width, height, 8);
    let five = [0x73, 0x9c, 0xe7, 0x39, 0xce];
    bytes.extend(five.iter().cycle().take((5 * blocks).div_ceil(8)));
    for _ in 2..steps {
        scan(&mut bytes, &[1], [1, 63, 0x10]);
        // No details for 31,675 blocks in a row.
        bytes.extend(vec![0xbb; 2 * blocks.div_ceil(31_675)]);
    }
    ended(bytes)
}

/// How many squares of this side cover the picture.
fn units(width: u16, height: u16, side: usize) -> usize {
    usize::from(width).div_ceil(side) * usize::from(height).div_ceil(side)
}

fn header(kind: u8, light: u8, width: u16, height: u16) -> Vec<u8> {
    let mut bytes = frame(kind, light, width, height);
    for (class, symbols) in [(0x00, &LIGHT[..]), (0x10, &DETAILS)] {
        // One pattern of each length, from the shortest on.
        let mut lengths = [0; 16];
        lengths[..symbols.len()].fill(1);
        segment(&mut bytes, 0xc4, &[&[class][..], &lengths, symbols].concat());
    }
    bytes
}

fn frame(kind: u8, light: u8, width: u16, height: u16) -> Vec<u8> {
    let mut bytes = vec![0xff, 0xd8];
    segment(&mut bytes, 0xdb, &[&[0][..], &[1; 64]].concat());
    let ([w1, w2], [h1, h2]) = (width.to_be_bytes(), height.to_be_bytes());
    let colours = [1, light, 0, 2, 0x11, 0, 3, 0x11, 0];
    segment(&mut bytes, kind, &[&[8, h1, h2, w1, w2, 3][..], &colours].concat());
    bytes
}

fn scan(bytes: &mut Vec<u8>, colours: &[u8], of: [u8; 3]) {
    let mut payload = vec![u8::try_from(colours.len()).unwrap()];
    payload.extend(colours.iter().flat_map(|colour| [*colour, 0]));
    payload.extend(of);
    segment(bytes, 0xda, &payload);
}

fn segment(bytes: &mut Vec<u8>, marker: u8, payload: &[u8]) {
    bytes.extend([0xff, marker]);
    bytes.extend(u16::try_from(payload.len() + 2).unwrap().to_be_bytes());
    bytes.extend(payload);
}

fn ended(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.extend([0xff, 0xd9]);
    bytes
}
