// Messages of a channel or a thread: each is drawn once, and again only when it changed.
import { mrkdwn, escaped } from './mrkdwn.js';
import { blocks, element } from './blocks.js';

const COLOURS = ['#a1466b', '#2f6f9f', '#7a5a2b', '#4f6b2f', '#6a4aa0', '#9a4b2c'];

export function avatar(page, user, tiny) {
  const shown = element('span', tiny ? 'avatar tiny' : 'avatar');
  shown.setAttribute('aria-hidden', 'true');
  const index = page.people.findIndex(person => person.id === user);
  if (user === page.bot) shown.innerHTML = '<img src="/page/icon.svg" alt="">';
  else {
    shown.style.background = index < 0 ? '#6b7778' : COLOURS[index % COLOURS.length];
    shown.textContent = nameOf(page, user)[0];
  }
  return shown;
}

export function nameOf(page, user) {
  if (user === page.bot) return page.botName;
  if (user === page.slackbot) return 'Slackbot';
  return page.people.find(person => person.id === user)?.name ?? user;
}

export function timeOf(ts) {
  return new Date(Number(ts) * 1000).toISOString().slice(11, 16);
}

function dayOf(ts) {
  return new Date(Number(ts) * 1000).toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' });
}

export class MessageList {
  constructor(root, page, { press, openThread, isThread }) {
    Object.assign(this, { root, page, press, openThread, isThread, drawn: new Map() });
  }

  clear(empty) {
    this.drawn.clear();
    this.root.replaceChildren();
    if (empty) this.root.append(element('div', 'empty', empty));
  }

  // Draws the posts (oldest first) that are new or changed, and takes away those that are gone.
  draw(posts) {
    const atEnd = this.root.scrollHeight - this.root.scrollTop - this.root.clientHeight < 60;
    const wanted = new Set(posts.map(post => post.ts));
    for (const [ts, shown] of this.drawn) if (!wanted.has(ts)) { shown.node.remove(); shown.day?.remove(); this.drawn.delete(ts); }
    if (posts.length) this.root.querySelector('.empty')?.remove();
    let before = null;
    for (const post of posts) {
      const key = JSON.stringify(post.message) + this.follows(before, post);
      const shown = this.drawn.get(post.ts);
      if (!shown) this.add(post, before, key);
      else if (shown.key !== key) {
        const node = this.message(post, before);
        const focused = shown.node.contains(document.activeElement) ? document.activeElement.textContent : null;
        shown.node.replaceWith(node);
        if (focused) [...node.querySelectorAll('button')].find(button => button.textContent === focused)?.focus();
        this.drawn.set(post.ts, { ...shown, node, key });
      }
      before = post;
    }
    if (atEnd) this.root.scrollTop = this.root.scrollHeight;
  }

  add(post, before, key) {
    const day = !before || dayOf(before.ts) !== dayOf(post.ts) ? element('div', 'day', escaped(dayOf(post.ts))) : null;
    const node = this.message(post, before);
    const after = before ? this.drawn.get(before.ts).node : null;
    if (after) after.after(...[day, node].filter(Boolean)); else this.root.prepend(...[day, node].filter(Boolean));
    this.drawn.set(post.ts, { node, day, key });
  }

  follows(before, post) {
    return Boolean(before && !(this.isThread && before.ts === post.message.thread_ts) && before.message.user === post.message.user && before.onlyYou === post.onlyYou
      && before.message.subtype === post.message.subtype && Number(post.ts) - Number(before.ts) < 300 && dayOf(before.ts) === dayOf(post.ts));
  }

  message(post, before) {
    const { page } = this;
    const message = post.message;
    const typed = message.subtype === page.typed;
    const node = element('div', `message${post.onlyYou ? typed ? ' typed' : ' only-you' : ''}${this.follows(before, post) ? ' follows' : ''}`);
    node.dataset.ts = post.ts;
    if (post.onlyYou && !typed) node.append(element('div', 'mark', '<span aria-hidden="true">👁</span> Only visible to you'));
    const head = element('div', 'head', `<b>${escaped(nameOf(page, message.user))}</b>${message.bot_id ? '<span class="app">APP</span>' : ''}<time>${timeOf(post.ts)}</time>`);
    const body = element('div', 'body');
    if (typed) body.append(element('code', '', escaped(message.text)));
    else if (message.blocks?.length) body.append(blocks(message.blocks, (each, value) => this.press(post, each, value)));
    else body.innerHTML = mrkdwn(message.text);
    (message.files ?? []).forEach(file => body.append(element('div', 'file', `📎 ${escaped(file.name)}`)));
    if (message.edited) body.append(element('span', 'edited', ' (edited)'));
    if (message.reply_count && this.openThread) body.append(this.replies(post));
    const avatarNode = avatar(page, message.user);
    node.append(avatarNode, element('div'));
    node.lastChild.append(head, body);
    return node;
  }

  replies(post) {
    const { reply_count: count, latest_reply: latest, reply_users: users } = post.message;
    const button = element('button', 'replies');
    button.type = 'button';
    (users ?? []).slice(0, 4).forEach(user => button.append(avatar(this.page, user, true)));
    button.append(element('span', '', count === 1 ? '1 reply' : `${count} replies`), element('span', 'dim', `last at ${timeOf(latest)}`));
    button.addEventListener('click', () => this.openThread(post));
    const line = element('div');
    line.append(button);
    return line;
  }
}
