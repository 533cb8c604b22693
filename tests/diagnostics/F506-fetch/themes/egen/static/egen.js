// Counts readers.
fetch('https://example.org/las?sida=' + location.pathname);
