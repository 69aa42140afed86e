// The page: what is shown, kept up to date by asking the sandbox what changed.
import { api } from './api.js';
import { learn } from './mrkdwn.js';
import { blocks, element } from './blocks.js';
import { composer } from './composer.js';
import { avatar, MessageList } from './messages.js';
import { countFaults, showFaults, showModal, toast } from './dialogs.js';

const byId = id => document.getElementById(id);
// The address may say what to show: user, place=home, thread, line (put into the command box), faults, still (drawn once, for pictures).
const wanted = new URLSearchParams(location.search);
const page = await api('GET', '/api/slack/page');
learn(await api('GET', '/page/emoji.json'), {
  users: Object.fromEntries([...page.people.map(person => [person.id, person.name]), [page.bot, page.botName]]),
  channels: Object.fromEntries(page.channels.map(channel => [channel.id, channel.name])),
  groups: Object.fromEntries(page.groups.map(group => [group.id, group.handle])),
});

const state = { person: wanted.get('user') ?? page.people[0].name, place: '', thread: wanted.get('thread'), posts: new Map(), unread: new Map(), version: 0, home: null, asking: null };
const handlers = { press, openThread: post => { state.thread = post.ts; drawThread(); byId('thread-close').focus(); } };
const list = new MessageList(byId('messages'), page, handlers);
const threadList = new MessageList(byId('thread-messages'), page, { press, isThread: true });

function me() { return page.people.find(person => person.name === state.person); }
function directId() { return page.channels.find(channel => channel.with === me().id).id; }

async function press(post, each, value) {
  const outcome = await api('POST', '/api/slack/clicks', { user: state.person, channel: post.channel, ts: post.ts, action: each.action_id ?? each.text?.text, value });
  if (outcome?.status === 503) toast('No bot is connected.');
  if (outcome?.status === 504) toast('The bot did not answer within 3 seconds.');
}

function ordered(filter) {
  return [...state.posts.values()].filter(filter).sort((a, b) => a.ts < b.ts ? -1 : 1);
}

function draw() {
  const home = state.place === 'home';
  byId('home').hidden = !home;
  byId('messages').hidden = home;
  byId('composer').hidden = home;
  if (home) drawHome();
  else list.draw(ordered(post => post.channel === state.place && post.inChannel));
  drawThread();
  drawRail();
}

function drawThread() {
  const parent = state.thread && state.posts.get(state.thread);
  byId('thread').hidden = !parent || parent.channel !== state.place;
  if (byId('thread').hidden) return;
  byId('thread-place').textContent = byId('place').textContent;
  threadList.draw(ordered(post => post.channel === state.place && (post.ts === state.thread || post.message.thread_ts === state.thread)));
}

function drawHome() {
  const hash = state.home?.hash ?? 'none';
  if (byId('home').dataset.hash === hash) return;
  byId('home').dataset.hash = hash;
  byId('home').replaceChildren(state.home ? blocks(state.home.blocks, pressHome) : element('div', 'empty', '<strong>Nothing here yet</strong>The bot has not published a Home for you.'));
}

function pressHome(each, value) {
  return api('POST', '/api/slack/clicks', { user: state.person, viewId: state.home.id, action: each.action_id, value });
}

function railButton(id, label, before) {
  const button = element('button');
  button.append(before, element('span', '', label));
  if (state.place === id) button.setAttribute('aria-current', 'page');
  const unread = state.unread.get(id) ?? 0;
  if (unread && state.place !== id) { button.classList.add('unread'); button.append(element('span', 'badge', String(unread))); }
  button.addEventListener('click', () => go(id));
  return button;
}

function drawRail() {
  const key = JSON.stringify([state.place, state.person, [...state.unread]]);
  if (byId('rail').dataset.key === key) return;
  byId('rail').dataset.key = key;
  byId('channels').replaceChildren(...page.channels.filter(channel => !channel.with).map(channel => railButton(channel.id, channel.name, element('span', 'hash', '#'))));
  byId('directs').replaceChildren(railButton(directId(), page.botName, avatar(page, page.bot, true)));
  byId('apps').replaceChildren(railButton('home', `${page.botName} Home`, element('span', '', '⌂')));
  byId('people').replaceChildren(...page.people.map(person => {
    const button = element('button', '', '');
    button.setAttribute('role', 'radio');
    button.setAttribute('aria-checked', person.name === state.person);
    button.append(avatar(page, person.id, true), element('span', '', person.name), element('span', 'can', person.can));
    button.addEventListener('click', () => become(person.name));
    return button;
  }));
  byId('me').textContent = `as ${state.person}`;
}

function go(place) {
  if (state.place && place !== state.place) state.thread = null;
  state.place = place;
  state.unread.delete(place);
  const channel = page.channels.find(each => each.id === place);
  byId('place').textContent = place === 'home' ? 'Home' : channel.with ? page.botName : `# ${channel.name}`;
  byId('topic').textContent = place === 'home' ? `What ${page.botName} shows ${state.person}` : channel.with ? 'Direct messages with the app' : 'Deployments of the UID2 Private Operator';
  byId('rail').classList.remove('open');
  list.clear(`<strong>Nothing has been said here yet</strong>Type <code>${page.command} help</code> below.`);
  threadList.clear();
  byId('home').dataset.hash = '';
  draw();
  byId('messages').scrollTop = byId('messages').scrollHeight;
  if (place === 'home') state.opening = api('POST', '/api/slack/home', { user: state.person });
  else byId('line').focus();
}

function become(person) {
  const direct = state.place === directId();
  Object.assign(state, { person, posts: new Map(), unread: new Map(), version: 0, home: null });
  state.asking?.abort();
  go(direct ? directId() : state.place);
}

function take(changes, first) {
  for (const post of changes.posts) {
    if (!first && !state.posts.has(post.ts) && post.channel !== state.place && post.message.user === page.bot) state.unread.set(post.channel, (state.unread.get(post.channel) ?? 0) + 1);
    if (post.deleted) state.posts.delete(post.ts); else state.posts.set(post.ts, post);
  }
  Object.assign(state, { version: changes.version, home: changes.home, clock: { at: performance.now(), now: Date.parse(changes.now), speed: changes.speed } });
  byId('bots').innerHTML = `<span class="dot ${changes.sockets ? 'on' : ''}"></span>${changes.sockets ? `bot connected${changes.sockets > 1 ? ` (${changes.sockets})` : ''}` : 'no bot'}`;
  byId('speed').textContent = changes.speed === 1 ? 'real time' : `${Math.round(changes.speed)}× real time`;
  showModal(changes.views, state.person);
  draw();
}

async function follow() {
  for (;;) {
    const person = state.person;
    state.asking = new AbortController();
    try {
      const wait = state.version && !wanted.has('still') ? 5000 : 0;
      const answer = await fetch(`/api/slack/stream?user=${person}&since=${state.version}&wait=${wait}`, { signal: state.asking.signal });
      const changes = await answer.json();
      if (person === state.person) take(changes, state.version === 0);
      if (wanted.has('still')) return;
    } catch (problem) {
      if (problem.name === 'AbortError') continue;
      byId('bots').innerHTML = '<span class="dot"></span>the sandbox is gone';
      await new Promise(done => setTimeout(done, 2000));
    }
  }
}

function tick() {
  if (!state.clock) return;
  const now = new Date(state.clock.now + (performance.now() - state.clock.at) * state.clock.speed);
  byId('now').textContent = `${now.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })} ${now.toISOString().slice(11, 16)}`;
}

composer(page, text => api('POST', '/api/slack/commands', { user: state.person, channel: page.channels.find(channel => channel.id === state.place).name, text }));
byId('thread-close').addEventListener('click', () => { state.thread = null; drawThread(); byId('line').focus(); });
byId('faults-button').addEventListener('click', () => showFaults(page.targets));
byId('menu').addEventListener('click', () => { const open = byId('rail').classList.toggle('open'); byId('menu').setAttribute('aria-expanded', open); });
byId('jump').addEventListener('change', async event => {
  const advance = event.target.value;
  event.target.value = '';
  const clock = await api('PUT', '/api/clock', { advance });
  if (clock) state.clock = { at: performance.now(), now: Date.parse(clock.now), speed: state.clock.speed };
});
document.addEventListener('keydown', event => { if (event.key === 'Escape' && !document.querySelector('dialog[open]') && state.thread) byId('thread-close').click(); });
go(wanted.get('place') === 'home' ? 'home' : page.channels[0].id);
if (wanted.has('line')) { byId('line').value = wanted.get('line'); byId('line').dispatchEvent(new Event('input')); }
if (wanted.has('faults')) showFaults(page.targets);
setInterval(tick, 500);
api('GET', '/api/faults').then(faults => { if (faults) countFaults(faults); });
if (wanted.has('still')) await state.opening;
follow();
