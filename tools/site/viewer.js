// Netron in the scheme of the page around it; alone, in the one that the reader chose for the site, or else the system's.
(() => {
    const dark = document.getElementById('dark');
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
        dark.media = { slate: 'all', default: 'not all' }[scheme] || '(prefers-color-scheme: dark)';
    };
    apply();
    if (page) {
        new MutationObserver(apply).observe(page, { attributes: true, attributeFilter: ['data-md-color-scheme'] });
    }
})();
