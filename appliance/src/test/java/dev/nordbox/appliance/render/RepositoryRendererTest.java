package dev.nordbox.appliance.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nordbox.appliance.git.GitAccess;
import dev.nordbox.appliance.git.GitUrl;
import dev.nordbox.appliance.git.OneRevision;
import dev.nordbox.appliance.git.TestRepository;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.render.cache.RenderCache;
import dev.nordbox.appliance.render.directory.DirectorySource;
import dev.nordbox.appliance.render.repository.RepositoryRenderer;
import dev.nordbox.appliance.tree.FileTree;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryRendererTest {

    private static final String CONFIG_MAP =
            "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n";

    @TempDir Path directory;
    private TestRepository repository;
    private OneRevision source;

    @BeforeEach
    void openRepository() throws Exception {
        repository = new TestRepository(directory.resolve("repo.git"));
        repository.write("plain/a.yaml", CONFIG_MAP).write("base/a.yaml", CONFIG_MAP);
        source =
                OneRevision.open(
                        GitAccess.open(GitUrl.parse(repository.url())),
                        "main",
                        directory.resolve("mirror"));
    }

    @AfterEach
    void closeRepository() {
        source.close();
        repository.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kustomization.yaml", "kustomization.yml", "Kustomization"})
    void kustomizationFileMakesItAKustomization(String name) throws Exception {
        repository.write("base/" + name, "namePrefix: my-\nresources: [a.yaml]\n");
        assertThat(new RepositoryRenderer(DirectorySource.DEFAULT).render(tree(), "base"))
                .extracting(manifest -> manifest.key().name())
                .containsExactly("my-settings");
    }

    @Test
    void directoryWithoutOneIsReadAsItIs() throws Exception {
        assertThat(new RepositoryRenderer(DirectorySource.DEFAULT).render(tree(), "plain"))
                .extracting(Manifest::origin)
                .allMatch(origin -> origin.startsWith("plain/a.yaml"))
                .hasSize(1);
    }

    @Test
    void missingDirectoryIsSaid() {
        assertThatThrownBy(
                        () ->
                                new RepositoryRenderer(DirectorySource.DEFAULT)
                                        .render(tree(), "none"))
                .isInstanceOf(RenderException.class)
                .hasMessageContaining("'none' is no directory");
    }

    @Test
    void whatIsWrongWithAKustomizationIsToldWithItsFile() {
        repository.write("base/kustomization.yml", "resources: [a.yaml]\npatches: [p.yaml]\n");
        assertThatThrownBy(
                        () ->
                                new RepositoryRenderer(DirectorySource.DEFAULT)
                                        .render(tree(), "base"))
                .isInstanceOf(RenderException.class)
                .hasMessageStartingWith("base/kustomization.yml: invalid Kustomization: ");
    }

    @Test
    void commitElsewhereRendersNothingAnew() throws Exception {
        repository.write("overlay/kustomization.yaml", "resources: [../base]\n");
        repository.write("base/kustomization.yaml", "resources: [a.yaml]\n");
        RenderCache cache = new RenderCache(new RepositoryRenderer(DirectorySource.DEFAULT));
        cache.render(tree(), "overlay");
        repository.write("plain/a.yaml", CONFIG_MAP + "data: {}\n").write("new/x", "y");
        cache.render(tree(), "overlay");
        assertThat(cache.renders()).isEqualTo(1);
        repository.write("base/a.yaml", CONFIG_MAP + "data: {}\n");
        cache.render(tree(), "overlay");
        assertThat(cache.renders()).isEqualTo(2);
    }

    private FileTree tree() throws Exception {
        repository.commit();
        return source.tree(source.fetch());
    }
}
