package dev.nordbox.installer;

import dev.nordbox.installer.cli.Cli;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.render.RenderFlow;
import dev.nordbox.installer.render.RenderRequest;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.Arrays;
import java.util.Optional;

/** Entry point of {@code bootstrap.jar}. */
public final class Bootstrap {
    private Bootstrap() {}

    public static void main(String[] args) {
        int exitCode =
                quickRender(args)
                        .map(Bootstrap::render)
                        .orElseGet(() -> new Cli(Surroundings.ofProcess()).execute(args));
        // Libraries leave threads behind; a command that is done is done.
        System.exit(exitCode);
    }

    /**
     * People and scripts call render in loops, and the command line's model costs as much again.
     */
    private static Optional<RenderRequest> quickRender(String... args) {
        return args.length > 0 && args[0].equals("render")
                ? RenderRequest.parse(Arrays.copyOfRange(args, 1, args.length))
                : Optional.empty();
    }

    private static int render(RenderRequest request) {
        return new RenderFlow(
                        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)),
                        System.err)
                .run(request);
    }
}
