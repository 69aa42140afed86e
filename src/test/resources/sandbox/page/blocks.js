// Block Kit as elements of the page.
import { escaped, emojiOf, mrkdwn, plain, text } from './mrkdwn.js';
import { confirmed } from './dialogs.js';

export function element(tag, className, html) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (html !== undefined) made.innerHTML = html;
  return made;
}

// press(element, value): what happens when something is pressed or chosen
export function blocks(list, press) {
  const all = element('div', 'blocks');
  for (const block of list) {
    const shown = (kinds[block.type] ?? unknown)(block, press);
    if (shown) { shown.dataset.block = block.block_id ?? ''; all.append(shown); }
  }
  return all;
}

const unknown = block => element('div', 'dim', escaped(`[${block.type}]`));

const kinds = {
  header: block => element('div', 'b-header', text(block.text)),
  divider: () => element('hr', 'b-divider'),
  markdown: block => element('div', 'b-section', markdown(block.text)),
  section(block, press) {
    const section = element('div', 'b-section');
    const words = element('div', 'grow');
    if (block.text) words.append(element('div', '', text(block.text)));
    if (block.fields) {
      const fields = element('div', 'fields');
      block.fields.forEach(field => fields.append(element('div', '', text(field))));
      words.append(fields);
    }
    section.append(words);
    if (block.accessory) {
      const accessory = interactive(block.accessory, press);
      if (accessory) section.append(accessory);
    }
    return section;
  },
  context(block) {
    const context = element('div', 'b-context');
    block.elements.forEach(each => context.append(each.type === 'image' ? image(each) : element('span', '', text(each))));
    return context;
  },
  actions(block, press) {
    const actions = element('div', 'b-actions');
    block.elements.forEach(each => { const shown = interactive(each, press); if (shown) actions.append(shown); });
    return actions;
  },
  image(block) {
    const shown = element('div', 'b-image');
    if (block.title) shown.append(element('div', 'dim', text(block.title)));
    shown.append(image(block));
    return shown;
  },
  rich_text: block => element('div', '', block.elements.map(rich).join('')),
  table(block) {
    const rows = block.rows.map((row, index) => `<tr>${row.map(cell => `<${index ? 'td' : 'th'}>${rich(cell)}</${index ? 'td' : 'th'}>`).join('')}</tr>`);
    return element('table', 'b-table', rows.join(''));
  },
  plan(block) {
    const plan = element('div', 'b-plan', `<h4>${text(block.title)}</h4>`);
    block.tasks.forEach(task => plan.append(kinds.task_card(task)));
    return plan;
  },
  task_card(task) {
    const status = task.status ?? 'pending';
    const sign = { complete: '✓', error: '!' }[status] ?? '';
    const more = [task.details, task.output].filter(Boolean).map(part => typeof part === 'string' ? plain(part) : rich(part));
    const card = element('div', `task ${status}`, `<span class="sign" role="img" aria-label="${escaped(status.replace('_', ' '))}">${sign}</span><div>${text(task.title)}</div>`);
    more.forEach(html => card.append(element('div', 'more', html)));
    return card;
  },
  input: block => input(block),
};
kinds.context_actions = kinds.actions;

function markdown(source) {
  return mrkdwn(source.replace(/^#+ (.*)$/gm, '*$1*').replace(/\*\*(.+?)\*\*/g, '*$1*').replace(/\[([^\]]+)]\((https?:[^)]+)\)/g, '<$2|$1>').replace(/^[-*] /gm, '• '));
}

function image(block) {
  const shown = element('img');
  shown.src = /^https?:\/\/(127\.0\.0\.1|localhost)[:/]/.test(block.image_url ?? '') ? block.image_url : '/page/icon.svg';
  shown.alt = block.alt_text ?? '';
  return shown;
}

function interactive(each, press) {
  if (each.type === 'image') { const shown = image(each); shown.classList.add('accessory'); return shown; }
  if (each.type === 'button') {
    const button = element('button', `button ${each.style ?? ''}`, text(each.text));
    button.type = 'button';
    button.addEventListener('click', async () => {
      if (each.confirm && !await confirmed(each.confirm)) return;
      if (each.url) window.open(each.url, '_blank', 'noreferrer');
      button.disabled = true;
      try { await press(each); } finally { button.disabled = false; }
    });
    return button;
  }
  const options = each.options ?? (each.option_groups ?? []).flatMap(group => group.options);
  if (options.length) {
    const select = element('select', 'button');
    select.setAttribute('aria-label', each.placeholder?.text ?? 'Choose');
    select.append(new Option(each.type === 'overflow' ? '⋯' : each.placeholder?.text ?? 'Choose…', ''));
    options.forEach(option => select.append(new Option(option.text.text, option.value)));
    select.addEventListener('change', () => { if (select.value) press(each, select.value); });
    return select;
  }
  return null;
}

function input(block) {
  const each = block.element;
  const shown = element('div', 'b-input');
  const id = `in-${block.block_id}`;
  shown.append(element('label', '', text(block.label) + (block.optional ? ' <span class="dim">(optional)</span>' : '')));
  shown.firstChild.htmlFor = id;
  const options = each.options ?? [];
  if (each.type === 'static_select' || each.type === 'multi_static_select') {
    const select = element('select');
    select.multiple = each.type.startsWith('multi');
    if (!select.multiple) select.append(new Option(each.placeholder?.text ?? 'Choose…', ''));
    options.forEach(option => select.append(new Option(option.text.text, option.value, false, each.initial_option?.value === option.value)));
    shown.append(select);
  } else if (each.type === 'checkboxes' || each.type === 'radio_buttons') {
    options.forEach(option => {
      const label = element('label', 'option');
      const box = element('input');
      box.type = each.type === 'checkboxes' ? 'checkbox' : 'radio';
      box.name = id; box.value = option.value;
      box.checked = each.initial_option?.value === option.value || (each.initial_options ?? []).some(one => one.value === option.value);
      label.append(box, element('span', '', text(option.text)));
      shown.append(label);
    });
  } else {
    const field = element(each.multiline ? 'textarea' : 'input');
    if (!each.multiline) field.type = { datepicker: 'date', number_input: 'number', file_input: 'file' }[each.type] ?? 'text';
    else field.rows = 4;
    field.placeholder = each.placeholder?.text ?? '';
    if (field.type !== 'file') field.value = each.initial_value ?? each.initial_date ?? '';
    shown.append(field);
  }
  const field = shown.querySelector('input, select, textarea');
  if (field && !field.closest('.option')) field.id = id;
  if (block.hint) shown.append(element('div', 'hint', text(block.hint)));
  shown.append(element('div', 'wrong'));
  return shown;
}

function styled(html, style = {}) {
  if (style.code) html = `<code>${html}</code>`;
  if (style.bold) html = `<strong>${html}</strong>`;
  if (style.italic) html = `<em>${html}</em>`;
  return style.strike ? `<s>${html}</s>` : html;
}

export function rich(node) {
  const inside = () => (node.elements ?? []).map(rich).join('');
  switch (node.type) {
    case 'text': return styled(plain(node.text), node.style);
    case 'raw_text': return plain(node.text);
    case 'link': return mrkdwn(`<${node.url}|${node.text ?? node.url}>`);
    case 'emoji': return emojiOf(node.name);
    case 'user': return mrkdwn(`<@${node.user_id}>`);
    case 'channel': return mrkdwn(`<#${node.channel_id}>`);
    case 'rich_text_section': return `<div>${inside()}</div>`;
    case 'rich_text_preformatted': return `<pre>${inside()}</pre>`;
    case 'rich_text_quote': return `<blockquote>${inside()}</blockquote>`;
    case 'rich_text_list': {
      const tag = node.style === 'ordered' ? 'ol' : 'ul';
      return `<${tag}>${(node.elements ?? []).map(item => `<li>${rich(item)}</li>`).join('')}</${tag}>`;
    }
    default: return inside();
  }
}
