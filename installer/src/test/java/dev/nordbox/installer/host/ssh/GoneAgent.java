package dev.nordbox.installer.host.ssh;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** An agent that held a key when it was asked, and is gone when it is to sign. */
public final class GoneAgent {
    private GoneAgent() {}

    public static SshSigner signer(Path folder) throws Exception {
        Path key = SshAgentProgram.newKey(folder.resolve("elsewhere"), "ed25519");
        SshSigner signer;
        try (SshAgentProgram agent = new SshAgentProgram(folder)) {
            agent.add(key);
            signer =
                    SshSigner.ofPerson(
                                    SshEnvironment.of(
                                            Map.of("SSH_AUTH_SOCK", agent.socket().toString()),
                                            folder,
                                            "nobody"))
                            .orElseThrow();
        }
        Files.deleteIfExists(folder.resolve("agent"));
        return signer;
    }
}
