import type { Nodes, Root } from "@/lib/packages/readme/readme-tree";

type Bounds = { nodes: number; characters: number };

/**
 * Cuts a tree, in reading order, where it passes a bound; `onCut` is told. Links by reference can repeat a long address
 * a thousand times, so attributes count as well. Runs after the depth was checked.
 */
export function cutTree(most: Bounds, onCut: () => void) {
  return (tree: Root): void => {
    const room = { ...most };
    if (!fits(tree, room)) onCut();
  };
}

/** Takes the room of everything below a node; removes what comes after the first node that does not fit. */
function fits(parent: Nodes, room: Bounds): boolean {
  if (!("children" in parent)) return true;
  for (const [index, child] of parent.children.entries()) {
    room.nodes -= 1;
    room.characters -= charactersOf(child);
    const kept = room.nodes >= 0 && room.characters >= 0;
    if (kept && fits(child, room)) continue;
    parent.children.length = kept ? index + 1 : index;
    return false;
  }
  return true;
}

function charactersOf(node: Nodes): number {
  if (node.type === "text") return node.value.length;
  if (node.type !== "element") return 0;
  const attributes = Object.entries(node.properties).reduce((sum, [name, value]) => {
    return sum + name.length + String(value).length;
  }, 0);
  return node.tagName.length + attributes;
}
