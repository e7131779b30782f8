package dev.baton.cli.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

/** What fails changes nothing: no entry, and no jar in the providers folder. */
final class InstallFaultTest extends CatalogFixture {
    @Test
    void refusesWhatIsNoJarWithALayer() throws IOException {
        Path text = Files.writeString(folder.resolve("text.jar"), "no jar");
        baton("install", text.toString())
                .failed(
                        "install",
                        text + " can't be read as a jar (zip END header not found): build it anew");
        Path empty = new LayerJars(folder).write(folder.resolve("empty.jar"));
        baton("install", empty.toString())
                .failed(
                        "install",
                        empty
                                + " has no layer: it names none in META-INF/services/"
                                + "dev.baton.winsock.spi.ProviderFactory");
        assertThat(catalog()).doesNotExist();
    }

    @Test
    void refusesALayerThatCannotBeMade() throws IOException {
        refuses("sample.Nobody", "java.lang.ClassNotFoundException: sample.Nobody");
        // On this process's module path, but nobody else has it.
        refuses(
                "dev.baton.testkit.layer.RecordingFactory$First",
                "java.lang.ClassNotFoundException: dev.baton.testkit.layer.RecordingFactory$First");
        assertThat(catalog()).doesNotExist();
    }

    private void refuses(String service, String cause) throws IOException {
        Path jar = new LayerJars(folder).service(service).write(folder.resolve("bad.jar"));
        baton("install", jar.toString())
                .failed(
                        "install",
                        jar
                                + " names the provider "
                                + service
                                + ", which can't be made from this jar: "
                                + cause
                                + "; it needs a public class with a public constructor without"
                                + " parameters, and whatever it uses besides Winsock in the jar"
                                + " or in the providers folder");
    }

    @Test
    void refusesAProviderThatIsNoneOrNoLayer() throws IOException {
        Path object =
                new LayerJars(folder).service("java.lang.Object").write(folder.resolve("o.jar"));
        baton("install", object.toString())
                .failed(
                        "install",
                        object
                                + " names the provider java.lang.Object, which is no"
                                + " ProviderFactory of this Baton: build it anew");
        assertThat(catalog()).doesNotExist();
    }

    @Test
    void takesTheJarAwayAgainIfTheCatalogRefuses() throws IOException {
        LayerJars jars = new LayerJars(folder).layer("Alpha", 1, "");
        Path source = folder.resolve("Alpha.java");
        String longName = Files.readString(source).replace("\"alpha\"", "\"x\".repeat(256)");
        Files.writeString(source, longName);
        Path jar = jars.write(folder.resolve("long.jar"));

        baton("install", jar.toString())
                .failed(
                        "install",
                        "lpszLspName has more than 255 characters (WSCInstallProviderAndChains:"
                                + " WSAEINVAL (10022))");
        assertThat(providers()).isEmpty();
        assertThat(catalog().resolve("catalog")).doesNotExist();
    }

    @Test
    void doesNotReplaceAJarOfTheProvidersFolder() throws IOException {
        baton("install", jar("alpha.jar", "Alpha", "Beta"), "--layer", "alpha");
        Path one = Files.createDirectory(folder.resolve("one"));
        String sameName = LayerJars.of(one, "alpha.jar", "Charlie", "Delta").toString();
        baton("install", sameName, "--layer", "delta")
                .failed(
                        "install",
                        "CATALOG/providers/alpha.jar is there already and another file: give yours"
                                + " another name");
        String sameType = LayerJars.of(one, "beta.jar", "Echo", "Beta").toString();
        baton("install", sameType, "--layer", "beta")
                .failed(
                        "install",
                        "CATALOG/providers/alpha.jar brings another beta: remove the layers that"
                                + " use it, or install it as it is with baton catalog install beta");
        assertThat(providers()).containsExactly("alpha.jar");
    }

    @Test
    void leavesADamagedCatalogAlone() throws IOException {
        Files.createDirectories(catalog());
        Files.writeString(catalog().resolve("catalog"), "rubbish\n");
        String damage =
                "the provider catalog CATALOG/catalog is damaged, line 1: not \"baton-catalog 1\":"
                        + " no catalog, or of another version of Baton: put a good copy in its"
                        + " place, or delete it and install the layers again";

        baton("install", "first").failed("install", damage);
        baton("remove", "first").failed("remove", damage);
        baton("order", "1001").failed("order", damage);
        baton("show", "1001").failed("show", damage);
        assertThat(providers()).isEmpty();
        assertThat(catalog().resolve("catalog")).hasContent("rubbish");
    }

    @Test
    void installsNothingWhereOthersCouldPutTheirCode() throws IOException {
        Path providers = Files.createDirectories(catalog().resolve("providers"));
        Files.setPosixFilePermissions(providers, PosixFilePermissions.fromString("rwxrwxrwx"));

        baton("install", "first")
                .failed(
                        "install",
                        "the providers in CATALOG/providers are left out: CATALOG/providers names"
                                + " code to run, but others than its owner can write to it: make"
                                + " sure that its content is yours, then run chmod go-w"
                                + " CATALOG/providers");
        assertThat(providers()).isEmpty();
    }

    @Test
    void tellsThatTheFolderCannotBeMade() throws IOException {
        Files.writeString(catalog(), "a file");

        Transcript said = baton("install", "first");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err().getFirst())
                .startsWith("baton catalog install failed: cannot write to the catalog's folder")
                .endsWith("make it writable, or set BATON_CATALOG to a folder of yours");
    }

    @Test
    void laysNothingOverAChainThatCannotBeUsedHere() throws IOException {
        baton("install", jar("alpha.jar", "Alpha"), "--over", "unix");
        Files.delete(catalog().resolve("providers").resolve("alpha.jar"));

        baton("install", "first", "--over", "unix")
                .failed(
                        "install",
                        "first can't be laid over 10002 (unix): the provider sample.Alpha was not"
                                + " found; put its jar into CATALOG/providers, or: baton catalog"
                                + " remove 10001");
    }
}
