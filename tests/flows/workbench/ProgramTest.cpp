#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

/// The program itself, from outside: its options, its first start, a file it cannot read.
class ProgramTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void optionsAreExplained();
    void wrongUsageIsRefused_data();
    void wrongUsageIsRefused();
    void firstStartMakesTheSample();
    void brokenFileDoesNotEndIt();

private:
    static void prepare(QProcess& program, const QTemporaryDir& folder, const QStringList& arguments);
    static bool staysAlive(QProcess& program);
};

void ProgramTest::prepare(QProcess& program, const QTemporaryDir& folder, const QStringList& arguments)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), folder.filePath(QStringLiteral("config")));
    environment.insert(QStringLiteral("XDG_DATA_HOME"), folder.filePath(QStringLiteral("data")));
    program.setProcessEnvironment(environment);
    program.setProgram(QStringLiteral(METASPO_WORKBENCH));
    program.setArguments(arguments);
    program.start();
}

// Ends it by a signal, as a session manager would, and tells whether it was still there.
bool ProgramTest::staysAlive(QProcess& program)
{
    const bool isAlive = program.state() == QProcess::Running;
    program.terminate();
    program.waitForFinished();
    return isAlive;
}

void ProgramTest::optionsAreExplained()
{
    const QTemporaryDir folder;
    for (const auto& [option, expected] : {std::pair{"--help", "--sample"}, std::pair{"--version", METASPO_VERSION}}) {
        QProcess program;
        prepare(program, folder, {QLatin1String(option)});
        QVERIFY(program.waitForFinished());
        QCOMPARE(program.exitCode(), 0);
        QVERIFY(program.readAllStandardOutput().contains(expected));
    }
}

void ProgramTest::wrongUsageIsRefused_data()
{
    QTest::addColumn<QString>("argument");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("theme") << QStringLiteral("--theme=pink") << QByteArray("light, dark or system");
    QTest::newRow("option") << QStringLiteral("--no-such-option") << QByteArray("no-such-option");
}

void ProgramTest::wrongUsageIsRefused()
{
    QFETCH(QString, argument);
    QFETCH(QByteArray, said);
    const QTemporaryDir folder;
    QProcess program;
    prepare(program, folder, {argument});
    QVERIFY(program.waitForFinished());
    QVERIFY(program.exitCode() != 0);
    QVERIFY(program.readAllStandardError().contains(said));
}

void ProgramTest::firstStartMakesTheSample()
{
    const QTemporaryDir folder;
    QProcess program;
    prepare(program, folder, {QStringLiteral("--sample"), QStringLiteral("--theme"), QStringLiteral("dark")});
    const QString sample = folder.filePath(QStringLiteral("data/metaspo/sample.metaspo"));
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo(sample).size() > 0 || program.state() == QProcess::NotRunning, 30'000);
    QVERIFY2(staysAlive(program), program.readAllStandardError().constData());
    QFile file(sample);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.read(16).startsWith("SQLite format 3"));
}

void ProgramTest::brokenFileDoesNotEndIt()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("broken.metaspo")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("no database");
    file.close();
    QProcess program;
    prepare(program, folder, {file.fileName()});
    QVERIFY(program.waitForStarted());
    QVERIFY(!program.waitForFinished(1500)); // a start that fails ends within that
    QVERIFY(staysAlive(program));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("no database"));
}

QTEST_GUILESS_MAIN(ProgramTest)
#include "ProgramTest.moc"
