// Confirmations, modals, the list of faults, and short notices.
import { text } from './mrkdwn.js';
import { blocks, element } from './blocks.js';
import { api } from './api.js';

const byId = id => document.getElementById(id);

export function toast(words) {
  const shown = byId('toast');
  shown.textContent = words;
  shown.hidden = false;
  clearTimeout(shown.timer);
  shown.timer = setTimeout(() => { shown.hidden = true; }, 6000);
}

export function confirmed(confirm) {
  const dialog = byId('confirm');
  dialog.innerHTML = `<form method="dialog"><div class="dialog-head"><h2>${text(confirm.title)}</h2></div><div class="dialog-body">${text(confirm.text)}</div>
    <div class="dialog-foot"><button class="button" value="no">${text(confirm.deny) || 'Cancel'}</button>
    <button class="button ${confirm.style === 'danger' ? 'danger' : 'primary'}" value="yes">${text(confirm.confirm) || 'Yes'}</button></div></form>`;
  dialog.returnValue = 'no';
  dialog.showModal();
  return new Promise(done => dialog.addEventListener('close', () => done(dialog.returnValue === 'yes'), { once: true }));
}

let shownHash = '';

// Shows the topmost of the open modals, or none.
export function showModal(views, person) {
  const dialog = byId('modal');
  const view = views.at(-1);
  if (!view) { shownHash = ''; if (dialog.open) dialog.close(); return; }
  if (view.hash === shownHash) return;
  shownHash = view.hash;
  dialog.replaceChildren(modal(view, person));
  if (!dialog.open) dialog.showModal();
  dialog.querySelector('.b-input :is(input, select, textarea)')?.focus();
}

function modal(view, person) {
  const form = element('form', '', `<div class="dialog-head"><h2>${text(view.title)}</h2><button type="button" class="plain" aria-label="Close">✕</button></div>
    <div class="dialog-body"></div><div class="dialog-foot"><button type="button" class="button close">${text(view.close) || 'Cancel'}</button></div>`);
  const press = (each, value) => api('POST', '/api/slack/clicks', { user: person, viewId: view.id, action: each.action_id, value });
  form.querySelector('.dialog-body').append(blocks(view.blocks, press));
  if (view.submit) form.querySelector('.dialog-foot').append(element('button', 'button primary', text(view.submit)));
  const close = () => api('POST', '/api/slack/views', { user: person, viewId: view.id, action: 'close' });
  form.querySelectorAll('button[type=button].close, .dialog-head button').forEach(button => button.addEventListener('click', close));
  byId('modal').oncancel = event => { event.preventDefault(); close(); };
  form.addEventListener('submit', event => { event.preventDefault(); submit(form, view, person); });
  return form;
}

async function submit(form, view, person) {
  const values = {};
  for (const shown of form.querySelectorAll('.b-input')) values[shown.dataset.block] = await entered(shown, person);
  form.querySelectorAll('.wrong').forEach(wrong => { wrong.textContent = ''; });
  const answer = await api('POST', '/api/slack/views', { user: person, viewId: view.id, values, action: 'submit' });
  const errors = answer?.response?.errors ?? {};
  Object.entries(errors).forEach(([block, words]) => {
    const shown = [...form.querySelectorAll('.b-input')].find(each => each.dataset.block === block);
    if (shown) shown.querySelector('.wrong').textContent = words;
  });
  if (answer && answer.status !== 200) toast('The bot did not answer. Try again.');
}

async function entered(shown, person) {
  const boxes = [...shown.querySelectorAll('.option input')];
  if (boxes.length) return boxes.filter(box => box.checked).map(box => box.value);
  const field = shown.querySelector('input, select, textarea');
  if (field.multiple) return [...field.selectedOptions].map(option => option.value);
  if (field.type !== 'file') return field.value;
  if (!field.files.length) return [];
  const form = new FormData();
  form.append('user', person);
  form.append('file', field.files[0]);
  return [(await (await fetch('/api/slack/files', { method: 'POST', body: form })).json()).id];
}

export async function showFaults(targets) {
  const dialog = byId('faults');
  const draw = faults => {
    dialog.innerHTML = `<div class="inside"><div class="dialog-head"><h2>Faults</h2><button class="plain" aria-label="Close">✕</button></div>
      <div class="dialog-body"></div><div class="dialog-foot"><button class="button off">All off</button></div></div>`;
    dialog.querySelector('.plain').addEventListener('click', () => dialog.close());
    dialog.querySelector('.off').addEventListener('click', async () => draw(await api('DELETE', '/api/faults')));
    const body = dialog.querySelector('.dialog-body');
    faults.available.forEach(each => body.append(fault(each, faults.on.filter(on => on.fault === each.fault), targets, draw)));
    countFaults(faults);
  };
  draw(await api('GET', '/api/faults'));
  dialog.showModal();
}

function fault(each, on, targets, draw) {
  const left = on.map(one => one.left < 0 ? 'on' : `${one.left} to come`).join(', ');
  const form = element('form', 'fault', `<h3></h3><p></p><div class="fault-form"></div>`);
  form.querySelector('h3').textContent = each.fault;
  form.querySelector('p').textContent = each.does;
  if (left) form.querySelector('h3').append(element('span', 'on', ` · ${left}`));
  const fields = form.querySelector('.fault-form');
  const field = (name, hint, number) => {
    const made = element('input', number ? 'number' : '');
    made.name = name; made.placeholder = name; made.title = hint; made.setAttribute('aria-label', `${name}: ${hint}`);
    if (number) { made.type = 'number'; made.min = 1; }
    fields.append(made);
    return made;
  };
  if (!each.fault.startsWith('slack.')) field('target', `one of ${targets.join(', ')}; every one if empty`);
  field('times', 'how often it strikes; once if empty', true);
  Object.entries(each.parameters).forEach(([name, means]) => { if (!['target', 'times'].includes(name)) field(name, means); });
  fields.append(element('button', 'button', 'Switch on'));
  form.addEventListener('submit', async event => {
    event.preventDefault();
    const wanted = { fault: each.fault };
    new FormData(form).forEach((value, name) => { if (value) wanted[name] = name === 'times' ? Number(value) : value; });
    const after = await api('PUT', '/api/faults', [wanted]);
    if (after) draw(after);
  });
  return form;
}

export function countFaults(faults) {
  const count = byId('faults-on');
  count.textContent = faults.on.length;
  count.hidden = faults.on.length === 0;
}
