// The command box and its hints.
import { element } from './blocks.js';

const line = document.getElementById('line');
const list = document.getElementById('hints');
const note = document.getElementById('note');
let page;
let hints = [];
let chosen = 0;
const said = [];
let back = 0;

function found() {
  const typed = line.value;
  if (!typed.startsWith('/')) return [];
  const { command } = page;
  const words = typed.split(/\s+/);
  if (words.length === 1) {
    const usage = page.hints.map(hint => hint.word).join(' · ');
    return command.startsWith(typed) ? [{ shows: command, does: usage, puts: `${command} ` }] : [];
  }
  if (words[0] !== command) return [];
  if (words.length === 2) {
    return page.hints.filter(hint => hint.word.startsWith(words[1].toLowerCase()) && hint.word !== words[1])
      .map(hint => ({ shows: `${command} ${hint.word}${hint.takes ? ` ${hint.takes.endsWith('?') ? `[${hint.takes.slice(0, -1)}]` : hint.takes}` : ''}`, does: hint.does, puts: `${command} ${hint.word}${hint.takes ? ' ' : ''}` }));
  }
  const hint = page.hints.find(each => each.word === words[1]);
  if (!hint?.takes.startsWith('target') || words.length > 3) return [];
  return page.targets.filter(target => target.startsWith(words[2]) && target !== words[2])
    .map(target => ({ shows: target, does: 'target', puts: `${command} ${words[1]} ${target}` }));
}

function draw() {
  hints = found();
  chosen = Math.min(chosen, Math.max(0, hints.length - 1));
  list.hidden = !hints.length;
  list.replaceChildren(...hints.map((hint, index) => {
    const item = element('li', '', '<b></b><span class="dim"></span>');
    item.id = `hint-${index}`;
    item.setAttribute('role', 'option');
    item.setAttribute('aria-selected', index === chosen);
    item.children[0].textContent = hint.shows;
    item.children[1].textContent = hint.does;
    item.addEventListener('mousedown', event => { event.preventDefault(); take(hint); });
    return item;
  }));
  if (hints.length) line.setAttribute('aria-activedescendant', `hint-${chosen}`); else line.removeAttribute('aria-activedescendant');
  list.children[chosen]?.scrollIntoView({ block: 'nearest' });
}

function take(hint) {
  line.value = hint.puts;
  chosen = 0;
  draw();
}

function keyed(event) {
  if (hints.length && ['ArrowDown', 'ArrowUp'].includes(event.key)) {
    chosen = (chosen + (event.key === 'ArrowDown' ? 1 : hints.length - 1)) % hints.length;
    draw();
    event.preventDefault();
  } else if (hints.length && (event.key === 'Tab' || (event.key === 'Enter' && unfinished()))) {
    take(hints[chosen]);
    event.preventDefault();
  } else if (event.key === 'Escape') {
    hints = []; list.hidden = true;
  } else if (event.key === 'ArrowUp' && back < said.length) {
    line.value = said[said.length - ++back];
    event.preventDefault();
  }
}

// Enter takes the hint while the last word is not one that may be sent as it stands.
function unfinished() {
  const words = line.value.trim().split(/\s+/);
  if (words.length === 1) return words[0] !== page.command;
  return words.length === 2 ? !page.hints.some(hint => hint.word === words[1]) : !page.targets.includes(words[2]);
}

// send(text): types /uid2 text, and returns what came of it
export function composer(configuration, send) {
  page = configuration;
  line.addEventListener('input', () => { chosen = 0; note.textContent = ''; draw(); });
  line.addEventListener('keydown', keyed);
  line.addEventListener('blur', () => { list.hidden = true; });
  line.addEventListener('focus', draw);
  document.getElementById('composer').addEventListener('submit', async event => {
    event.preventDefault();
    const typed = line.value.trim();
    if (!typed) return;
    if (typed !== page.command && !typed.startsWith(`${page.command} `)) {
      note.textContent = `Only ${page.command} is listened to here: type / to see what it takes.`;
      return;
    }
    said.push(typed); back = 0;
    line.value = ''; draw();
    note.textContent = 'Sending…';
    const outcome = await send(typed.slice(page.command.length).trim());
    note.textContent = outcome?.status === 200 ? `Acknowledged in ${outcome.ackMillis} ms` : '';
  });
}
