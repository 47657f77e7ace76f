/**
 * Print one element of the page and leave out all around it. The rule is a constructed sheet, which
 * a strict Content-Security-Policy allows.
 */
export function printOnly(host: HTMLElement): Promise<void> {
  const only = `${host.localName}[printing]`;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    `@media print { body :not(${only}):not(:has(${only})) { display: none !important } }`,
  );
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return new Promise((done) => {
    const tidy = () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
      done();
    };
    window.addEventListener("afterprint", tidy, { once: true });
    window.print();
  });
}
