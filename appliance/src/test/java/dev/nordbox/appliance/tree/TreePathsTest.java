package dev.nordbox.appliance.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class TreePathsTest {
    private final FileTree tree =
            new InMemoryTree()
                    .file("apps/base/a.yaml", "")
                    .file("apps/overlay/b.yaml", "")
                    .link("apps/current", "overlay")
                    .link("apps/overlay/a.yaml", "../base/a.yaml")
                    .link("apps/out", "../../secret")
                    .link("apps/absolute", "/etc/passwd")
                    .link("apps/x", "y")
                    .link("apps/y", "x");

    @Test
    void dotsAreTakenOut() throws IOException {
        assertThat(TreePaths.resolve(tree, "apps/overlay", "./../base/a.yaml"))
                .contains("apps/base/a.yaml");
        assertThat(TreePaths.resolve(tree, "apps", "..")).contains("");
    }

    @Test
    void linksLeadOnInsideOfTheTree() throws IOException {
        assertThat(TreePaths.resolve(tree, "", "apps/current/b.yaml"))
                .contains("apps/overlay/b.yaml");
        assertThat(TreePaths.resolve(tree, "apps/current", "a.yaml")).contains("apps/base/a.yaml");
    }

    @Test
    void aMissingFileIsNoError() throws IOException {
        assertThat(TreePaths.resolve(tree, "apps", "missing/x")).isEmpty();
    }

    @Test
    void nothingLeadsOutOfTheTree() {
        assertThatThrownBy(() -> TreePaths.resolve(tree, "apps", "../../secret"))
                .isInstanceOf(PathLeavesRoot.class);
        assertThatThrownBy(() -> TreePaths.resolve(tree, "apps", "/apps/base"))
                .isInstanceOf(PathLeavesRoot.class);
        assertThatThrownBy(() -> TreePaths.resolve(tree, "apps", "out"))
                .isInstanceOf(PathLeavesRoot.class);
        assertThatThrownBy(() -> TreePaths.resolve(tree, "apps", "absolute"))
                .isInstanceOf(PathLeavesRoot.class)
                .hasMessageContaining("/etc/passwd");
    }

    @Test
    void linksInACircleEnd() {
        assertThatThrownBy(() -> TreePaths.resolve(tree, "apps", "x"))
                .hasMessageContaining("too many levels of symbolic links");
    }
}
