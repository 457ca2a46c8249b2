package dev.nordbox.appliance.render.kustomize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.manifest.Kustomized;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.tree.DirectoryTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people are told of where an object comes from. */
class BeginningsTest {
    private static final String SECRET =
            "apiVersion: v1\nkind: Secret\nmetadata: {name: db}\nstringData: {user: bob}\n";

    @TempDir Path repository;

    @Test
    void whatIsGeneratedComesFromTheLineOfItsEntry() throws Exception {
        write(
                "prod/Kustomization",
                """
                namespace: shop
                secretGenerator:
                  # two of them
                  - name: db
                    literals: [a=b]
                  - literals:
                      - a=b
                    name: web
                configMapGenerator: [{name: motd, literals: [a=b]}]
                """);

        assertThat(rendered("prod"))
                .extracting(Manifest::origin)
                .containsExactlyInAnyOrder(
                        "prod/Kustomization:9", "prod/Kustomization:4", "prod/Kustomization:6");
    }

    @Test
    void aFurtherDocumentComesFromItsLineInTheFile() throws Exception {
        write("db.yaml", "# two\n" + SECRET + "---\n\n" + SECRET.replace("name: db", "name: web"));
        write("kustomization.yaml", "resources: [db.yaml]\n");

        assertThat(rendered(""))
                .extracting(Manifest::origin)
                .containsExactly("db.yaml:2", "db.yaml:8");
    }

    @Test
    void whatAGeneratorOfAFileOfItsOwnMakesComesFromTheKustomization() throws Exception {
        write("kustomization.yaml", "generators: [gen.yaml]\n");
        write(
                "gen.yaml",
                "\n\napiVersion: builtin\nkind: SecretGenerator\nmetadata: {name: db}\nliterals: [a=b]\n");

        assertThat(rendered("")).extracting(Manifest::origin).containsExactly("kustomization.yaml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "patches: [{patch: '{apiVersion: v1, kind: Secret, metadata: {name: db},"
                        + " stringData: {password: x}}'}]",
                "patches: [{target: {kind: Secret}, patch: '- {op: add, path:"
                        + " /stringData/password, value: x}'}]",
                "patches: [{target: {kind: Secret}, patch: '- {op: add, path:"
                        + " /data, value: {password: eA==}}'}]",
                "replacements: [{source: {kind: Secret, fieldPath: stringData.user}, targets:"
                        + " [{select: {kind: Secret}, fieldPaths: [stringData.password],"
                        + " options: {create: true}}]}]"
            })
    void aValueThatIsNotInTheFileIsToldApart(String change) throws Exception {
        write("base/db.yaml", SECRET);
        write("base/kustomization.yaml", "resources: [db.yaml]\n");
        write("prod/kustomization.yaml", "namePrefix: a-\nresources: [../base]\n" + change + "\n");

        assertThat(made("base").patched()).isEmpty();
        assertThat(made("prod").patched()).isEqualTo(Set.of("password"));
    }

    @Test
    void aValueThatIsAnotherThanInTheFileIsToldApart() throws Exception {
        write("db.yaml", SECRET);
        write(
                "kustomization.yaml",
                "resources: [db.yaml]\npatches: [{patch: '{apiVersion: v1, kind: Secret, metadata:"
                        + " {name: db}, stringData: {user: alice}}'}]\n");

        assertThat(made("").patched()).isEqualTo(Set.of("user"));
    }

    private Kustomized made(String directory) throws Exception {
        List<Manifest> manifests = rendered(directory);
        assertThat(manifests).hasSize(1);
        return manifests.get(0).kustomized().orElseThrow();
    }

    private List<Manifest> rendered(String directory) throws Exception {
        return new Kustomize()
                .build(new DirectoryTree(repository), directory, BuildOptions.defaults())
                .toManifests();
    }

    private void write(String name, String text) throws Exception {
        Path file = repository.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
