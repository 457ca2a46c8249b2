package dev.nordbox.appliance.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryTreeTest extends FileTreeContract {
    @TempDir private Path temporary = Path.of("");
    private int trees;

    @Override
    protected FileTree treeWith(Map<String, byte[]> files, Map<String, String> links)
            throws IOException {
        Path root = Files.createDirectory(temporary.resolve("tree" + trees++));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = root.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        for (Map.Entry<String, String> link : links.entrySet()) {
            Path path = root.resolve(link.getKey());
            Files.createDirectories(path.getParent());
            Files.createSymbolicLink(path, Path.of(link.getValue()));
        }
        return new DirectoryTree(root);
    }

    @Test
    void theRootMayItselfBeALink() throws IOException {
        Path real = Files.createDirectory(temporary.resolve("real"));
        Files.writeString(real.resolve("a"), "content");
        Path link = Files.createSymbolicLink(temporary.resolve("link"), real);

        assertThat(new DirectoryTree(link).read("a")).asString().isEqualTo("content");
    }

    @Test
    void aFileIsNoTree() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "x");

        assertThatThrownBy(() -> new DirectoryTree(file)).isInstanceOf(IOException.class);
    }
}
