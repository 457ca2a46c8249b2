package dev.nordbox.appliance.tree;

import java.util.Map;

class InMemoryTreeTest extends FileTreeContract {

    @Override
    protected FileTree treeWith(Map<String, byte[]> files, Map<String, String> links) {
        InMemoryTree tree = new InMemoryTree();
        files.forEach(tree::file);
        links.forEach(tree::link);
        return tree;
    }
}
