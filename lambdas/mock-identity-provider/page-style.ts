/** The design system's colours, type and focus, for one page that must not need the portal's files. */
export const pageStyle = `
* { box-sizing: border-box }
body { margin: 0; background: #f0f4f5; color: #212b32; font: 1.0625rem/1.5 Arial, sans-serif }
.width { max-width: 60rem; margin: 0 auto; padding: 0 1rem }
header { background: #005eb8; color: #fff; padding: 1rem 0 }
header strong { font-size: 1.375rem; margin-right: 0.75rem }
.tag { display: inline-block; background: #fff; color: #003087; padding: 0 0.5rem; font-weight: 700 }
main { padding-top: 2rem !important; padding-bottom: 2rem !important }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 1.5rem }
h2 { font-size: 1.375rem; margin: 2rem 0 0.5rem }
p { margin: 0 0 1rem }
.inset { background: #fff; border-left: 8px solid #005eb8; padding: 1rem 1.25rem }
.address { overflow-wrap: anywhere }
ul { list-style: none; margin: 0 0 2rem; padding: 0; display: grid; gap: 0.75rem }
@media (min-width: 40em) { ul { grid-template-columns: 1fr 1fr } }
li { background: #fff; border: 1px solid #d8dde0; padding: 1rem }
li a { display: inline-block; font-weight: 700; padding: 0.25rem 0 }
li p { margin: 0; color: #425563 }
a { color: #005eb8 }
a:hover { color: #7c2855 }
a:focus { background: #ffeb3b; color: #212b32; box-shadow: 0 -2px #ffeb3b, 0 4px #212b32; outline: 4px solid transparent; text-decoration: none }
.skip { position: absolute; left: -999rem }
.skip:focus { left: 0; padding: 0.5rem }
footer { border-top: 4px solid #005eb8; padding: 1.5rem 0; color: #425563 }
`;
