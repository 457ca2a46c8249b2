package dev.nordbox.installer.cli;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.appliance.render.yaml.YamlEmitter;
import dev.nordbox.appliance.render.yaml.YamlException;
import dev.nordbox.installer.file.OwnFile;
import dev.nordbox.installer.file.Reason;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How and where to objects are written. */
final class SecretOutput {

    enum Format {
        yaml,
        json
    }

    @Option(
            names = {"-o", "--format"},
            paramLabel = "yaml|json",
            defaultValue = "yaml",
            description = "default: yaml")
    Format format = Format.yaml;

    @Option(
            names = {"-w", "--output-file"},
            paramLabel = "FILE",
            description = "written only when all went well; default: standard output")
    @Nullable Path file;

    /** What is in the clear: a file that is made for it is nobody else's to read. */
    void writeClosed(List<Map<String, Object>> secrets, Surroundings around)
            throws ProblemException {
        try {
            if (file != null && Files.notExists(file)) {
                OwnFile.create(file);
            }
        } catch (IOException e) {
            throw unwritable(file, e);
        }
        write(secrets, around);
    }

    void write(List<Map<String, Object>> objects, Surroundings around) throws ProblemException {
        StringBuilder text = new StringBuilder();
        for (Map<String, Object> object : objects) {
            text.append(format == Format.json ? json(object) : "---\n" + yaml(object));
        }
        if (file == null) {
            around.out().print(text);
            around.out().flush();
            return;
        }
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static ProblemException unwritable(@Nullable Path file, IOException e) {
        return new ProblemException(
                ExitCode.NOT_SEALED,
                new Problem(
                        "cannot be written: " + Reason.of(e),
                        String.valueOf(file),
                        "name another file"),
                e);
    }

    private static String json(Map<String, Object> object) {
        return new String(Json.print(object), StandardCharsets.UTF_8) + "\n";
    }

    private static String yaml(Map<String, Object> object) {
        try {
            return YamlEmitter.emitValue(object);
        } catch (YamlException e) {
            throw new IllegalStateException("an object that is no YAML", e);
        }
    }
}
