'use strict';

const most = 5;
const number = new Intl.NumberFormat('en');
const [file, drop, preview, limits, status, fault, answers, about] =
  ['file', 'drop', 'preview', 'limits', 'status', 'fault', 'answers', 'network'].map(id => document.getElementById(id));
let network = null;
let last = null;

async function describe() {
  try {
    network = await (await fetch('/network')).json();
  } catch {
    about.textContent = 'The service does not answer; start it again and reload this page.';
    return;
  }

  const [channels, height, width] = network.input;
  about.textContent = `${network.model} tells ${network.classes.length} classes apart, with ${number.format(network.parameters)} parameters, on ${channels === 1 ? 'grey' : 'coloured'} pictures of ${width} × ${height} pixels.`;
  limits.textContent = `${network.formats}, at most ${number.format(network.mostBytes / 2 ** 20)} MB. Drop or paste one here, too.`;
}

async function classify(picture) {
  last?.abort();
  const own = last = new AbortController();
  show(picture);
  fault.hidden = answers.hidden = true;
  if (network && picture.size > network.mostBytes) {
    refuse(`A picture may have ${network.mostBytes} bytes at most, but this one has ${picture.size}; send a smaller one.`);
    return;
  }

  status.textContent = 'The network is looking …';
  try {
    const response = await fetch('/classify', { method: 'POST', body: picture, signal: own.signal });
    const said = await response.json();
    if (response.ok) answer(said);
    else refuse(said.error);
  } catch (problem) {
    if (problem.name !== 'AbortError') refuse('The service did not answer; see whether it still runs, and try again.');
  }
}

function answer(said) {
  const name = document.createElement('strong');
  name.textContent = said.class;
  status.replaceChildren(name, `${percent(said.probability)} probable, answered in ${said.milliseconds.toFixed(2)}\u00a0ms`);
  answers.replaceChildren(...said.classes.slice(0, most).map(row));
  answers.hidden = false;
}

function row(each) {
  const [item, name, share, bar, fill] = ['li', 'span', 'span', 'div', 'div'].map(tag => document.createElement(tag));
  name.textContent = each.name;
  share.textContent = percent(each.probability);
  bar.className = 'bar';
  fill.style.width = `${100 * each.probability}%`;
  bar.append(fill);
  item.append(name, share, bar);
  return item;
}

function refuse(sentence) {
  status.textContent = 'There is no answer.';
  fault.textContent = sentence;
  fault.hidden = false;
}

function show(picture) {
  URL.revokeObjectURL(preview.src);
  preview.src = URL.createObjectURL(picture);
  preview.hidden = false;
  preview.onerror = () => { preview.hidden = true; };
}

const percent = share => `${(100 * share).toFixed(1)}\u00a0%`;
const first = files => { if (files?.length) classify(files[0]); };

file.addEventListener('change', () => { first(file.files); file.value = ''; });
document.addEventListener('paste', event => first(event.clipboardData.files));
for (const type of ['dragenter', 'dragover', 'dragleave', 'drop']) {
  document.addEventListener(type, event => {
    event.preventDefault();
    drop.classList.toggle('over', type === 'dragenter' || type === 'dragover');
    if (type === 'drop') first(event.dataTransfer.files);
  });
}

describe();
