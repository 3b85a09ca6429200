import type { MarkdownIt } from 'markdown-it';

const BOX = /^\[([ xX])\](?=\s)/;

/** Items of lists that begin with `[ ]` or `[x]` have a box, as on GitHub. */
export function taskLists(md: MarkdownIt): void {
  md.core.ruler.after('inline', 'task-lists', (state) => {
    state.tokens.forEach((token, at) => {
      const item = state.tokens[at - 2];
      const text = token.children?.[0];
      if (item?.type !== 'list_item_open' || token.type !== 'inline' || text?.type !== 'text') return;
      const box = BOX.exec(text.content);
      if (box === null) return;
      text.content = text.content.slice(box[0].length);
      const input = new state.Token('html_inline', '', 0);
      input.content = `<input type="checkbox"${box[1] === ' ' ? '' : ' checked'}>`;
      token.children?.unshift(input);
      item.attrJoin('class', 'task');
    });
  });
}
