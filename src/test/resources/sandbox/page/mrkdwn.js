// Slack's markup as HTML. Everything that comes in is escaped first, so a message cannot put markup of its own on the page.
let emoji = {};
let names = { users: {}, channels: {}, groups: {} };

export function learn(newEmoji, newNames) {
  emoji = newEmoji;
  names = newNames;
}

export function escaped(text) {
  return text.replace(/&(?!(amp|lt|gt);)/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

export function withEmoji(html) {
  return html.replace(/:([a-z0-9_+-]+):/g, (whole, name) => emoji[name] ? `<span role="img" aria-label="${name.replaceAll('_', ' ')}">${emoji[name]}</span>` : whole);
}

function safeUrl(url) {
  return /^(https?:|mailto:)/i.test(url) ? url : '#';
}

function link(inside) {
  const bar = inside.indexOf('|');
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? '' : inside.slice(bar + 1);
  if (target.startsWith('@')) return `<span class="mention">@${escaped(names.users[target.slice(1)] ?? target.slice(1))}</span>`;
  if (target.startsWith('#')) return `<span class="mention">#${escaped(names.channels[target.slice(1)] ?? target.slice(1))}</span>`;
  if (target.startsWith('!subteam^')) return `<span class="mention">@${escaped(names.groups[target.slice(9)] ?? target.slice(9))}</span>`;
  if (target.startsWith('!date^')) return escaped(label || target);
  if (target.startsWith('!')) return `<span class="mention">@${escaped(target.slice(1))}</span>`;
  return `<a href="${escaped(safeUrl(target))}" target="_blank" rel="noreferrer">${escaped(label || target)}</a>`;
}

function marked(html) {
  return withEmoji(html)
    .replace(/(^|[^\w*])\*(\S(?:[^*\n]*?\S)?)\*(?![\w*])/g, '$1<strong>$2</strong>')
    .replace(/(^|[^\w_])_(\S(?:[^_\n]*?\S)?)_(?![\w_])/g, '$1<em>$2</em>')
    .replace(/(^|[^\w~])~(\S(?:[^~\n]*?\S)?)~(?![\w~])/g, '$1<s>$2</s>');
}

function inline(text) {
  // code and links are taken out first, so that nothing within them is formatted
  const kept = [];
  const keep = html => `\u0000${kept.push(html) - 1}\u0000`;
  const bare = text.replace(/`([^`\n]+)`/g, (_, code) => keep(`<code>${escaped(code)}</code>`))
    .replace(/<([^<>\n]+)>/g, (_, inside) => keep(link(inside)));
  return marked(escaped(bare)).replace(/\u0000(\d+)\u0000/g, (_, index) => kept[index]);
}

function lines(text) {
  const html = [];
  let quote = [];
  const flush = () => { if (quote.length) { html.push(`<blockquote>${quote.join('<br>')}</blockquote>`); quote = []; } };
  const parts = text.split('\n');
  parts.forEach((line, index) => {
    const quoted = line.match(/^(?:&gt;|>) ?(.*)$/);
    if (quoted) { quote.push(inline(quoted[1])); return; }
    flush();
    html.push(inline(line) + (index < parts.length - 1 ? '<br>' : ''));
  });
  flush();
  return html.join('');
}

export function mrkdwn(text) {
  return text.split('```').map((part, index) => index % 2 ? `<pre>${escaped(part.replace(/^\n|\n$/g, ''))}</pre>`
    : lines(index ? part.replace(/^\n/, '') : part)).join('');
}

export function plain(text) {
  return withEmoji(escaped(text)).replace(/\n/g, '<br>');
}

// A text object, or a bare text where Slack allows one.
export function text(object) {
  if (!object) return '';
  if (typeof object === 'string') return plain(object);
  return object.type === 'plain_text' ? plain(object.text) : mrkdwn(object.text ?? '');
}

export function emojiOf(name) {
  return emoji[name] ?? `:${name}:`;
}
