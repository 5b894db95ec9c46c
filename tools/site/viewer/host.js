// What Netron's modules ask of the page around them. They come as they are published; here nothing is counted, asked or sent,
// nothing expires, and only the models that lie beside this page are opened: `?lenet-net` opens lenet-net.onnx.

const element = (id) => document.getElementById(id);
const repository = element('logo-github').href;

async function request(file) {
    const response = await fetch(file);
    if (!response.ok) {
        throw new Error(`${file}: ${response.status}`);
    }
    return response;
}

function kept(job) {
    try {
        return job();
    } catch {
        return null; // a browser may keep nothing for this page
    }
}

class Host {
    window = window;
    document = document;
    type = 'Site';
    version = element('version').innerText;
    settings = {
        name: 'Netron',
        repository,
        menu: true,
        serial: true, // our networks are small: no worker lays them out
        platform: /Mac|iPhone|iPod|iPad/i.test(navigator.platform) ? 'darwin' : undefined,
        agent: /^(?!.*chrome).*safari/i.test(navigator.userAgent) ? 'safari' : '',
    };
    environment = (name) => this.settings[name];

    view = async (view) => { this.viewer = view; };
    start = async () => {
        const [, name] = /^\?([\w-]+)$/.exec(location.search) ?? [];
        this.viewer.show(name ? 'welcome spinner' : 'welcome');
        if (name) {
            await this.open(`${name}.onnx`).catch((error) => this.viewer.error(error, null, 'welcome'));
        }
    };
    open = async (identifier) => {
        const { fetch, asset, require, exception: error } = this;
        await this.viewer.open({ identifier, stream: await fetch(identifier), fetch, asset, require, error });
        this.viewer.show(null);
        document.title = identifier.split('/').pop();
    };
    fetch = async (file) => {
        const [{ BinaryStream }, response] = await Promise.all([import('./base.js'), request(file)]);
        return new BinaryStream(new Uint8Array(await response.arrayBuffer()));
    };
    asset = async (file) => (await request(file)).text();
    require = (id) => import(`${id}.js`);

    execute = async (name) => ({
        about: () => this.viewer.about(),
        open: () => this.message('The models of this site are opened from its pages.', true, 'OK'),
        'report-issue': () => this.openURL(`${repository}/issues/new`),
    })[name]?.();
    openURL = (url) => window.open(url, '_blank', 'noopener');
    export = async (name, blob) => {
        const link = Object.assign(document.createElement('a'), { download: name, href: URL.createObjectURL(blob) });
        link.click();
        URL.revokeObjectURL(link.href);
    };
    message = async (text, alert, action) => {
        const { body } = document, before = body.className, button = element('message-button');
        element('message-text').innerText = text;
        button.innerText = action;
        body.className = 'alert';
        button.focus();
        await new Promise((resolve) => { button.onclick = resolve; });
        body.className = before;
    };

    // what a reader has chosen in the menu
    get = (name) => kept(() => JSON.parse(localStorage.getItem(name)));
    set = (name, value) => kept(() => localStorage.setItem(name, JSON.stringify(value)));
    delete = (name) => kept(() => localStorage.removeItem(name));

    exception = (error) => console.error(error);
    event = () => {};
    update = () => {};
}

const host = new Host();
import('./view.js').then(({ View }) => new View(host).start()).catch((error) => host.message(`${error}`, true, 'OK'));
