// The editor of a story's body: the blocks and marks of articles/body.py, with their names.
// Without script the field is a plain area with the markup.

const MODULE = "bodyEditor";
const WORDS_PER_MINUTE = 181;
const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}\u0640\u200c]*/gu;
// The blocks and inline elements that may say which language and direction they have.
const DIRECTIONAL = ["paragraph", "heading", "blockquote", "bulletList", "orderedList", "listItem"];

for (const area of document.querySelectorAll("textarea[data-body-editor]")) {
  import(area.dataset[MODULE]).then((prose) => edit(area, prose));
}

function edit(area, prose) {
  const items = buttons(prose);
  const frame = prose.crel("div", { className: "prose-editor body-editor" });
  area.before(frame);
  frame.append(area);
  const editor = new prose.Editor({
    element: frame,
    editable: !area.disabled,
    injectCSS: false,
    extensions: extensions(prose),
    content: area.value,
    editorProps: { attributes: labels(area), handleKeyDown: (view, event) => pressKey(event, editor, items) },
    onUpdate: () => write(area, editor),
  });
  frame.prepend(toolbar(editor, items, prose));
  frame.append(length(editor, prose));
  area.addEventListener("body:replace", (event) => editor.commands.setContent(event.detail, { emitUpdate: true }));
}

function extensions(prose) {
  return [
    prose.Document,
    prose.Text,
    prose.Paragraph,
    prose.HardBreak,
    prose.Heading.configure({ levels: [2, 3] }),
    prose.Blockquote,
    prose.BulletList,
    prose.OrderedList,
    prose.ListItem,
    prose.Bold,
    prose.Italic,
    prose.Link.configure({ openOnClick: false, enableTarget: false }),
    prose.History,
    prose.Dropcursor,
    prose.Gapcursor,
    direction(prose),
  ];
}

// Keeps `lang` and `dir` of a text that came with them.
function direction(prose) {
  const plain = (name) => ({
    default: null,
    parseHTML: (element) => element.getAttribute(name),
    renderHTML: (values) => (values[name] ? { [name]: values[name] } : {}),
  });
  return prose.Extension.create({
    name: "direction",
    addGlobalAttributes: () => [
      { types: DIRECTIONAL, attributes: { lang: plain("lang"), dir: plain("dir") } },
    ],
  });
}

function labels(area) {
  return {
    role: "textbox",
    "aria-multiline": "true",
    "aria-label": document.querySelector(`label[for="${area.id}"]`)?.textContent.trim() ?? "",
    lang: area.lang,
    dir: "auto",
    spellcheck: "true",
  };
}

function write(area, editor) {
  area.value = editor.isEmpty ? "" : editor.getHTML();
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

// Each button: its name, its icon, its key with Ctrl, what it does, whether it is on, whether it
// can be pressed. Keys go by their place, so that they work on an Arabic layout.
function buttons(prose) {
  const chain = (editor) => editor.chain().focus();
  const mark = (name, label, icon, key) => ({
    label,
    icon,
    key,
    run: (editor) => chain(editor).toggleMark(name).run(),
    isOn: (editor) => editor.isActive(name),
  });
  const heading = (level, label) => ({
    label,
    icon: "title",
    key: `Alt+Digit${level}`,
    level,
    run: (editor) => chain(editor).toggleHeading({ level }).run(),
    isOn: (editor) => editor.isActive("heading", { level }),
  });
  return [
    [
      {
        label: gettext("Paragraph"),
        icon: "notes",
        key: "Alt+Digit0",
        run: (editor) => chain(editor).clearNodes().run(),
        isOn: (editor) => editor.isActive("paragraph") && !editor.isActive("listItem") && !editor.isActive("blockquote"),
      },
      heading(2, gettext("Heading")),
      heading(3, gettext("Smaller heading")),
      {
        label: gettext("Quotation"),
        icon: "format_quote",
        run: (editor) => chain(editor).toggleBlockquote().run(),
        isOn: (editor) => editor.isActive("blockquote"),
      },
      {
        label: gettext("List"),
        icon: "format_list_bulleted",
        run: (editor) => chain(editor).toggleBulletList().run(),
        isOn: (editor) => editor.isActive("bulletList"),
      },
      {
        label: gettext("Numbered list"),
        icon: "format_list_numbered",
        run: (editor) => chain(editor).toggleOrderedList().run(),
        isOn: (editor) => editor.isActive("orderedList"),
      },
    ],
    [
      mark("bold", gettext("Bold"), "format_bold", "KeyB"),
      mark("italic", gettext("Emphasis"), "priority_high", "KeyI"),
      {
        label: gettext("Link"),
        icon: "insert_link",
        key: "KeyK",
        run: (editor) => editLink(editor, prose),
        isOn: (editor) => editor.isActive("link"),
        isReady: (editor) => !editor.state.selection.empty || editor.isActive("link"),
      },
      {
        label: gettext("Remove the link"),
        icon: "link_off",
        run: (editor) => chain(editor).extendMarkRange("link").unsetLink().run(),
        isReady: (editor) => editor.isActive("link"),
      },
    ],
    [
      {
        label: gettext("Left-to-right paragraph"),
        icon: "format_textdirection_l_to_r",
        run: turn,
        isOn: (editor) => blockDirection(editor) === "ltr",
      },
    ],
    [
      {
        label: gettext("Undo"),
        icon: "undo",
        key: "KeyZ",
        run: (editor) => chain(editor).undo().run(),
        isReady: (editor) => editor.can().undo(),
      },
      {
        label: gettext("Redo"),
        icon: "redo",
        key: "KeyY",
        run: (editor) => chain(editor).redo().run(),
        isReady: (editor) => editor.can().redo(),
      },
    ],
  ];
}

function blockDirection(editor) {
  return editor.state.selection.$from.parent.attrs.dir ?? null;
}

function turn(editor) {
  const dir = blockDirection(editor) === "ltr" ? null : "ltr";
  const name = editor.state.selection.$from.parent.type.name;
  editor.chain().focus().updateAttributes(name, { dir }).run();
}

async function editLink(editor, prose) {
  const ask = prose.updateAttrsDialog(
    { href: { title: gettext("Address"), format: "url", required: true } },
    { title: gettext("Link"), submitText: gettext("Insert") },
  );
  const attrs = await ask(editor, editor.getAttributes("link"));
  if (attrs) {
    editor.chain().focus().extendMarkRange("link").setLink({ href: attrs.href }).run();
  }
}

function toolbar(editor, items, prose) {
  const bar = prose.crel("div", { className: "body-toolbar", role: "toolbar", "aria-label": gettext("Formatting") });
  const shown = [];
  for (const group of items) {
    const box = prose.crel("div", { className: "body-toolbar-group" });
    for (const item of group) {
      const button = toolbarButton(item, editor, prose);
      shown.push([item, button]);
      box.append(button);
    }
    bar.append(box);
  }
  const refresh = () => shown.forEach(([item, button]) => show(item, button, editor));
  editor.on("transaction", refresh);
  refresh();
  return bar;
}

function toolbarButton(item, editor, prose) {
  const icon = prose.crel("span", { className: "material-icons", "aria-hidden": "true", textContent: item.icon });
  const title = item.key ? `${item.label} (${keyName(item.key)})` : item.label;
  const button = prose.crel("button", { type: "button", title, "aria-label": item.label }, [icon]);
  if (item.level) button.dataset.level = item.level - 1;
  button.addEventListener("click", () => item.run(editor));
  return button;
}

function keyName(key) {
  return `Ctrl+${key.replace(/Key|Digit/, "")}`;
}

function pressKey(event, editor, items) {
  if (!(event.ctrlKey || event.metaKey) || event.shiftKey) return false;
  const key = `${event.altKey ? "Alt+" : ""}${event.code}`;
  const item = items.flat().find((one) => one.key === key);
  if (!item) return false;
  event.preventDefault();
  if (item.isReady?.(editor) ?? true) item.run(editor);
  return true;
}

function show(item, button, editor) {
  if (item.isOn) button.setAttribute("aria-pressed", String(item.isOn(editor)));
  if (item.isReady) button.disabled = !item.isReady(editor);
}

// Words and reading time, counted as articles/length.py counts them.
function length(editor, prose) {
  const line = prose.crel("output", { className: "body-length help" });
  const refresh = () => {
    const words = editor.getText({ blockSeparator: "\n" }).match(WORD)?.length ?? 0;
    const minutes = Math.max(1, Math.round(words / WORDS_PER_MINUTE));
    line.textContent = [
      interpolate(ngettext("%s word", "%s words", words), [words]),
      interpolate(ngettext("%s minute to read", "%s minutes to read", minutes), [minutes]),
    ].join(" · ");
  };
  editor.on("update", refresh);
  refresh();
  return line;
}
