package dev.baton.it;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.foreign.MemorySegment;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The dependency rule of the house, held against the class files of every module. */
final class ArchitectureTest {
    private static final String WINSOCK = "dev.baton.winsock..";
    private static final String SPI = "dev.baton.winsock.spi..";
    private static final String NATIVE = "dev.baton.ffm..";
    private static final String PROVIDERS = "dev.baton.provider..";
    private static final String CHANNELS = "dev.baton.channels..";
    private static final String NETTY = "dev.baton.netty..";
    private static final String CLI = "dev.baton.cli..";
    private static final String TESTKIT = "dev.baton.testkit..";
    private static final String IT = "dev.baton.it..";

    private static final Checkout CHECKOUT = Checkout.find();
    private static JavaClasses baton = new ClassFileImporter().importClasses();

    @BeforeAll
    static void importClasses() {
        baton =
                new ClassFileImporter()
                        .importPaths(Checkout.MODULES.stream().map(CHECKOUT::classes).toList());
    }

    @Test
    void scansTheClassesOfEveryModule() {
        for (String module : Checkout.MODULES) {
            assertThat(new ClassFileImporter().importPath(CHECKOUT.classes(module)))
                    .as("classes of %s", module)
                    .isNotEmpty();
        }
        assertThat(baton).hasSizeGreaterThan(80);
    }

    @Test
    void makesDowncallsInTheNativeModuleOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(NATIVE)
                .should()
                .dependOnClassesThat()
                .areAssignableTo("java.lang.foreign.Linker")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo("java.lang.foreign.Linker$Option")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo("java.lang.foreign.SymbolLookup")
                .orShould()
                .callMethodWhere(
                        target(owner(name(MemorySegment.class.getName())))
                                .and(target(name("reinterpret"))))
                .check(baton);
    }

    @Test
    void findsProvidersByServiceLoaderOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages(PROVIDERS, IT)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(PROVIDERS)
                .check(baton);
    }

    @Test
    void keepsWinsockFreeOfOtherModules() {
        classes()
                .that()
                .resideInAPackage(WINSOCK)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(WINSOCK, "java..", "org.jspecify..")
                .check(baton);
    }

    @Test
    void keepsTheProviderInterfaceFreeOfTheCore() {
        classes()
                .that()
                .resideInAPackage(SPI)
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(
                                        SPI,
                                        "dev.baton.winsock.struct..",
                                        "java..",
                                        "org.jspecify..")
                                .or(name("dev.baton.winsock.Constants").forSubtype()))
                .check(baton);
    }

    @Test
    void givesProvidersNothingButTheInterfaceAndTheBindings() {
        classes()
                .that()
                .resideInAPackage(PROVIDERS)
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(
                                        PROVIDERS,
                                        SPI,
                                        "dev.baton.winsock.struct..",
                                        NATIVE,
                                        "java..",
                                        "org.jspecify..")
                                .or(name("dev.baton.winsock.Constants").forSubtype()))
                .check(baton);
    }

    @Test
    void buildsChannelsOnWinsockAndTheBindings() {
        classes()
                .that()
                .resideInAPackage(CHANNELS)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        CHANNELS,
                        "dev.baton.winsock",
                        "dev.baton.winsock.struct..",
                        SPI,
                        NATIVE,
                        "java..",
                        "org.jspecify..")
                .check(baton);
    }

    @Test
    void givesNettyNothingButChannelsAndNetty() {
        classes()
                .that()
                .resideInAPackage(NETTY)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(NETTY, CHANNELS, "io.netty..", "java..", "org.jspecify..")
                .check(baton);
    }

    @Test
    void knowsNettyInItsOwnModuleOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(NETTY)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.netty..", NETTY)
                .check(baton);
    }

    @Test
    void keepsTheBindingsFreeOfBaton() {
        noClasses()
                .that()
                .resideInAPackage(NATIVE)
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("dev.baton..")
                                .and(DescribedPredicate.not(resideInAnyPackage(NATIVE))))
                .check(baton);
    }

    @Test
    void hasNoCycleBetweenModules() {
        slices().matching("dev.baton.(*)..").should().beFreeOfCycles().check(baton);
    }

    @Test
    void namesNoInternalsOfTheJdk() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("sun..", "jdk.internal..")
                .check(baton);
    }

    @Test
    void printsInTheCommandAndInChildProcessesOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(CLI)
                .and(DescribedPredicate.not(areChildPrograms()))
                .should(ACCESS_STANDARD_STREAMS)
                .check(baton);
    }

    @Test
    void throwsNoRawExceptions() {
        noClasses()
                .that()
                .resideInAPackage("dev.baton..")
                .should(THROW_GENERIC_EXCEPTIONS)
                .check(baton);
    }

    @Test
    void marksEveryPackageForNullness() {
        TreeSet<String> unmarked = new TreeSet<>();
        for (JavaClass each : baton) {
            JavaPackage home = each.getPackage();
            if (!home.isAnnotatedWith(NullMarked.class)) {
                unmarked.add(home.getName());
            }
        }
        // The unnamed package holds the module descriptors.
        unmarked.remove("");
        assertThat(unmarked).as("packages without @NullMarked").isEmpty();
    }

    /** A child JVM of a test talks to its parent through its standard streams. */
    private static DescribedPredicate<JavaClass> areChildPrograms() {
        return resideInAnyPackage(TESTKIT, IT)
                .and(
                        DescribedPredicate.describe(
                                "declare main",
                                type -> {
                                    JavaClass outermost = type;
                                    while (outermost.getEnclosingClass().isPresent()) {
                                        outermost = outermost.getEnclosingClass().get();
                                    }
                                    return outermost
                                            .tryGetMethod("main", String[].class)
                                            .isPresent();
                                }));
    }
}
