package dev.nordbox.installer.cli;

import dev.nordbox.appliance.seal.control.OnBoxDesk;
import dev.nordbox.installer.output.ConsoleLog;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The other end of `--host`: runs on the box. */
@Command(name = "on-box", hidden = true, mixinStandardHelpOptions = true)
final class SecretOnBoxCommand implements Callable<Integer> {
    private static final int LARGEST = 64 << 20;

    @Option(names = "--kubeconfig", paramLabel = "FILE", required = true)
    Path kubeconfig = Path.of("");

    private final Surroundings around;
    private final InputStream in;

    SecretOnBoxCommand(Surroundings around, InputStream in) {
        this.around = around;
        this.in = in;
    }

    @Override
    public Integer call() {
        ConsoleLog.open(around, around.redactor(), false);
        try {
            byte[] request = in.readNBytes(LARGEST + 1);
            if (request.length > LARGEST) {
                throw new IOException(
                        "the question is larger than 64 MiB; ask about fewer files at a time");
            }
            byte[] answer =
                    OnBoxDesk.answer(request, kubeconfig, around.environment(), around.clock());
            around.out().write(answer);
            around.out().println();
            around.out().flush();
            return ExitCode.DONE.number();
        } catch (IOException e) {
            around.err().println(e.getMessage());
            around.err().flush();
            return ExitCode.NOT_SEALED.number();
        }
    }
}
