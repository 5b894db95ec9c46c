// Netron in the scheme of the page around it; alone, in the one that the reader chose for the site, or else the system's.
(() => {
    const DARK = '(prefers-color-scheme: dark)';
    const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).filter((rule) => rule.media?.mediaText === DARK);
    let page = null;
    try {
        page = window.parent === window ? null : window.parent.document.body;
    } catch { /* a page of another site */ }
    const chosen = () => {
        for (const [key, value] of Object.entries(localStorage)) {
            if (key.endsWith('.__palette')) {
                return JSON.parse(value).color.scheme;
            }
        }
        return null;
    };
    const apply = () => {
        const scheme = page ? page.dataset.mdColorScheme : chosen();
        for (const { media } of rules) {
            media.mediaText = { slate: 'all', default: 'not all' }[scheme] ?? DARK;
        }
    };
    apply();
    if (page) {
        new MutationObserver(apply).observe(page, { attributes: true, attributeFilter: ['data-md-color-scheme'] });
    }
})();
