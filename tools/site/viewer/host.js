// What Netron's modules ask of the page around them. They come as they are published; here nothing is counted, asked or sent,
// nothing expires, and only the models that lie beside this page are opened: `?lenet-net` opens lenet-net.onnx.

const element = (id) => document.getElementById(id);

class Host {
    window = window;
    document = document;
    type = 'Site';
    version = element('version').innerText;

    environment(name) {
        return {
            name: 'Netron',
            repository: element('logo-github').href,
            menu: true,
            serial: true, // our networks are small: no worker lays them out
            platform: /Mac|iPhone|iPod|iPad/i.test(navigator.platform) ? 'darwin' : undefined,
            agent: /^(?!.*chrome).*safari/i.test(navigator.userAgent) ? 'safari' : '',
        }[name];
    }

    async view(view) {
        this.shown = view;
    }

    async start() {
        const [, name] = /^\?([\w-]+)$/.exec(location.search) ?? [];
        this.shown.show(name ? 'welcome spinner' : 'welcome');
        if (!name) {
            return;
        }
        const identifier = `${name}.onnx`;
        try {
            const context = {
                identifier,
                stream: await this.fetch(identifier),
                fetch: (file) => this.fetch(file),
                asset: (file) => this.asset(file),
                require: (id) => this.require(id),
                error: (error) => this.exception(error),
            };
            await this.shown.open(context);
            this.shown.show(null);
            document.title = identifier;
        } catch (error) {
            await this.shown.error(error, null, 'welcome');
        }
    }

    async request(file) {
        const response = await fetch(file);
        if (!response.ok) {
            throw new Error(`${file}: ${response.status}`);
        }
        return response;
    }

    async fetch(file) {
        const [{ BinaryStream }, response] = await Promise.all([import('./base.js'), this.request(file)]);
        return new BinaryStream(new Uint8Array(await response.arrayBuffer()));
    }

    async asset(file) {
        return (await this.request(file)).text();
    }

    async require(id) {
        return import(`${id}.js`);
    }

    async export(name, blob) {
        const link = Object.assign(document.createElement('a'), { download: name, href: URL.createObjectURL(blob) });
        link.click();
        URL.revokeObjectURL(link.href);
    }

    async execute(name) {
        if (name === 'about') {
            this.shown.about();
        } else if (name === 'report-issue') {
            this.openURL(`${this.environment('repository')}/issues/new`);
        } else if (name === 'open') {
            await this.message('The models of this site are opened from its pages.', true, 'OK');
        }
    }

    openURL(url) {
        window.open(url, '_blank', 'noopener');
    }

    async message(text, alert, action) {
        const { body } = document, before = body.className, button = element('message-button');
        element('message-text').innerText = text;
        button.innerText = action;
        body.className = 'alert';
        button.focus();
        await new Promise((resolve) => { button.onclick = resolve; });
        body.className = before;
    }

    // What a reader chose in the menu. A browser may keep nothing for this page.
    get(name) {
        try {
            return JSON.parse(localStorage.getItem(name));
        } catch {
            return null;
        }
    }

    set(name, value) {
        try {
            localStorage.setItem(name, JSON.stringify(value));
        } catch { /* for this visit only */ }
    }

    delete(name) {
        this.set(name, {});
    }

    exception(error) {
        console.error(error);
    }

    event() {}
    update() {}
}

const host = new Host();
import('./view.js').then(({ View }) => new View(host).start()).catch((error) => host.message(`${error}`, true, 'OK'));
