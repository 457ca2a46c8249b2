"""A store of kits that speaks S3: a real server on this machine."""
import os
import subprocess
from pathlib import Path

from .bed import STORE, TOP, until


class ObjectStore:
    """The guest reaches it at STORE; a bucket is a directory."""
    ACCESS, SECRET = "store-access-key", "store-secret-canary"

    def __init__(self, folder, port):
        self.folder, self.port = Path(folder), port
        self.bucket = self.folder / "buckets/kits"
        self.bucket.mkdir(parents=True)
        self.certificate, self.credentials = self.folder / "cert.pem", self.folder / "credentials"
        self.credentials.write_text(
            f"[default]\naws_access_key_id = {self.ACCESS}\naws_secret_access_key = {self.SECRET}\n")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=store",
                        "-addext", f"subjectAltName=IP:{STORE.split(':')[0]}", "-keyout", self.folder / "key.pem",
                        "-out", self.certificate], check=True, stderr=subprocess.DEVNULL)

    def __enter__(self):
        program = subprocess.run([TOP / "ci/versitygw"], check=True, text=True, stdout=subprocess.PIPE).stdout.split()[-1]
        with (self.folder / "log").open("w") as log:
            self.process = subprocess.Popen(
                [program, "--quiet", f"--port=127.0.0.1:{self.port}", f"--cert={self.certificate}",
                 f"--key={self.folder / 'key.pem'}", "posix", self.folder / "buckets"], stdout=log, stderr=log,
                env={**os.environ, "ROOT_ACCESS_KEY_ID": self.ACCESS, "ROOT_SECRET_ACCESS_KEY": self.SECRET})
        until("the store", lambda: self.answers(), 30, every=0.5)
        return self

    def answers(self):
        tried = ["curl", "-s", "-o", self.folder / "answer", "--cacert", self.certificate, "--connect-to",
                 f"{STORE}:127.0.0.1:{self.port}", f"https://{STORE}/"]
        return subprocess.run(tried, check=False).returncode == 0

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def target(self):
        """As `backup.target` has it."""
        return (f"{{s3: {{endpoint: 'https://{STORE}', bucket: kits, prefix: boxes/story, ca: {self.certificate}, "
                f"credentials: {self.credentials}}}}}")

    def kits(self):
        return sorted((self.bucket / "boxes/story").glob("*.kit"))
