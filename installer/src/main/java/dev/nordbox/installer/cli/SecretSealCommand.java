package dev.nordbox.installer.cli;

import dev.nordbox.appliance.seal.Scope;
import dev.nordbox.appliance.seal.SealingCertificate;
import dev.nordbox.appliance.seal.SealingException;
import dev.nordbox.installer.file.Reason;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.secret.Desk;
import dev.nordbox.installer.secret.SealFlow;
import dev.nordbox.templates.ShellWords;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "seal",
        description = {
            "Seals a Secret, so that it can live in Git:",
            "kubectl create secret generic db -n shop --from-literal=password=… --dry-run=client -o"
                    + " yaml | nordbox secret seal --cert FILE > db.yaml"
        },
        mixinStandardHelpOptions = true)
final class SecretSealCommand implements Callable<Integer> {
    private static final Pattern URL =
            Pattern.compile("(?<scheme>[A-Za-z][A-Za-z0-9+.-]+):/+(?<rest>.*)");

    @Option(
            names = "--cert",
            paramLabel = "FILE",
            description =
                    "the cluster's certificate; default: SEALED_SECRETS_CERT, else the box is asked")
    @Nullable Path certificate;

    @Option(
            names = "--scope",
            paramLabel = "strict|namespace-wide|cluster-wide",
            converter = Scopes.class,
            description =
                    "where it can be unsealed; default: as the Secret is annotated, or strict")
    @Nullable Scope scope;

    @Option(names = "--name", paramLabel = "NAME", description = "of the Secret")
    @Nullable String name;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "of a Secret that names none")
    @Nullable String namespace;

    @Option(names = "--allow-empty-data", description = "a Secret without a value is meant")
    boolean emptyData;

    @Mixin SecretInput input = new SecretInput();
    @Mixin SecretOutput output = new SecretOutput();
    @Mixin DeskOptions desk = new DeskOptions();

    private final Surroundings around;
    private final InputStream in;

    SecretSealCommand(Surroundings around, InputStream in) {
        this.around = around;
        this.in = in;
    }

    /** The words of kubeseal. */
    static final class Scopes implements ITypeConverter<Scope> {
        @Override
        public Scope convert(String word) {
            return Scope.named(word)
                    .orElseThrow(
                            () ->
                                    new TypeConversionException(
                                            "'"
                                                    + word
                                                    + "' is no scope; write strict, namespace-wide"
                                                    + " or cluster-wide"));
        }
    }

    @Override
    public Integer call() {
        return new Run("secret seal", new OutputOptions(), around)
                .perform(Run.Stdout.DATA, (told, redactor) -> seal(told));
    }

    private ExitCode seal(Output told) throws ProblemException {
        SealFlow flow =
                new SealFlow(
                        Optional.ofNullable(name),
                        Optional.ofNullable(namespace),
                        Optional.ofNullable(scope),
                        emptyData);
        String text = input.read(in);
        output.write(
                flow.seal(
                        text,
                        input.name(),
                        certificate(told),
                        around.clock().instant(),
                        new SecureRandom()),
                around);
        return ExitCode.DONE;
    }

    private SealingCertificate certificate(Output told) throws ProblemException {
        String named = around.environment().getOrDefault("SEALED_SECRETS_CERT", "");
        Path file = certificate != null || named.isEmpty() ? certificate : Path.of(named);
        if (file == null) {
            return desk.use(around, told, Desk::certificate);
        }
        refuseUrl(file);
        try {
            return SealingCertificate.parse(Files.readString(file));
        } catch (IOException e) {
            throw unusable("the certificate cannot be read: " + Reason.of(e), file);
        } catch (SealingException e) {
            throw unusable(e.getMessage(), file);
        }
    }

    /** kubeseal takes one; whoever answers there would say what everything is sealed with. */
    private static void refuseUrl(Path file) throws ProblemException {
        Matcher url = URL.matcher(file.toString());
        if (url.matches()) {
            String whole = url.group("scheme") + "://" + url.group("rest"); // a path has one slash
            throw new ProblemException(
                    ExitCode.NOT_SEALED,
                    new Problem(
                            "a URL is not fetched",
                            whole,
                            "fetch it, look at what came, and name that file: `curl -fo sealing.pem "
                                    + ShellWords.quote(whole)
                                    + "`, then --cert sealing.pem"));
        }
    }

    private static ProblemException unusable(String what, Path file) {
        return new ProblemException(
                ExitCode.NOT_SEALED,
                new Problem(
                        what,
                        file.toString(),
                        "get it with `nordbox secret keys --host … --certificate`"));
    }
}
