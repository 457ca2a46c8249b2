package dev.nordbox.installer.steps;

import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Script;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the steps' real scripts in a folder of this machine; programs of a server are faked. */
public final class LocalShell {
    private final Path programs;
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final Map<String, Path> files = new LinkedHashMap<>();

    private LocalShell(Path programs) {
        this.programs = programs;
    }

    /** Where {@code runuser} and {@code chown} do as they are told, and nothing more. */
    public static LocalShell in(Path folder) throws IOException {
        LocalShell shell = new LocalShell(Files.createDirectory(folder.resolve("bin")));
        shell.program("runuser", "shift 3; exec \"$@\"");
        shell.program("chown", "exit 0");
        return shell;
    }

    public void program(String name, String script) throws IOException {
        executable(programs.resolve(name), script);
    }

    static void executable(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** As sshd or sudo sets it. */
    public void variable(String name, String value) {
        variables.put(name, value);
    }

    /** Scripts that read a file of the server read this one. */
    public void file(String path, Path inItsPlace) {
        files.put(path, inItsPlace);
    }

    CommandOutcome run(String script, String... arguments)
            throws IOException, InterruptedException {
        return runBeside(HostScript.class, script, arguments);
    }

    /**
     * @param owner the class that the script lies beside
     */
    public CommandOutcome runBeside(Class<?> owner, String script, String... arguments)
            throws IOException, InterruptedException {
        return runText(Script.beside(owner, script), arguments);
    }

    /** One that installs packages. */
    CommandOutcome runWithPackages(String script, String... arguments)
            throws IOException, InterruptedException {
        return runText(Script.withPackages(HostScript.class, script), arguments);
    }

    CommandOutcome runText(String script, String... arguments)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("sh", "-s", "--"));
        words.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(words);
        Map<String, String> environment = builder.environment();
        environment.putAll(variables);
        environment.put("PATH", programs + ":" + environment.get("PATH"));
        Process process = builder.start();
        // A script that sets PATH still finds the fakes first.
        String text = script.replace(" PATH=\"", " PATH=\"" + programs + ":");
        for (Map.Entry<String, Path> file : files.entrySet()) {
            text = text.replace(file.getKey(), file.getValue().toString());
        }
        try (OutputStream in = process.getOutputStream()) {
            in.write(text.getBytes(StandardCharsets.UTF_8));
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new CommandOutcome(process.waitFor(), out, err);
    }
}
