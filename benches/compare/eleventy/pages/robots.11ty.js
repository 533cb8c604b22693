import { origin } from "../lib/world.js";

export const data = { permalink: "/robots.txt" };

export const render = () => `User-agent: *
Allow: /

Sitemap: ${origin}/sitemap.xml
`;
