#include "core/engine/ExportRequest.h"
#include "tests/support/FileContent.h"
#include "tests/support/Waited.h"
#include "tests/ui/HostileProject.h"
#include "tests/ui/WorkbenchFixture.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace metaspo;

/// Texts that want to be more than text are exported as they are.
class HostileExportsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void areHandedOverIntact_data() { addHostileTexts(); }
    void areHandedOverIntact();
};

void HostileExportsTest::areHandedOverIntact()
{
    QFETCH(QString, text);
    HostileProject project(text);
    WorkbenchFixture workbench;
    const QString path = workbench.path(QStringLiteral("exported.metaspo"));
    project.write(path);
    workbench.window().openProject(path);
    QTRY_VERIFY_WITH_TIMEOUT(workbench.window().project() != nullptr, 15'000);
    const QString folder = workbench.path(QStringLiteral("exported"));
    for (const TableFormat format : {TableFormat::Csv, TableFormat::JsonLines}) {
        const auto files = waited(workbench.window().project()->exportRun(1, {folder, format}));
        QVERIFY2(files.has_value(), files ? "" : qPrintable(sentence(files.error())));
    }
    const QList<QByteArray> lines = contentOf(folder + QStringLiteral("/evaluations.jsonl")).trimmed().split('\n');
    QCOMPARE(lines.size(), 18); // nine examples under two prompts
    const QJsonObject first = QJsonDocument::fromJson(lines.first()).object();
    QVERIFY(first.value(QStringLiteral("question")).toString() == text + QLatin1Char('0'));
    QVERIFY(first.value(QStringLiteral("prediction")).toString() == text);
    QVERIFY(first.value(QStringLiteral("response")).toString() == QStringLiteral("The answer is ") + text + u'.');
    QCOMPARE(first.value(QStringLiteral("task")).toString(), project.name());
    const QList<QByteArray> candidates = contentOf(folder + QStringLiteral("/candidates.jsonl")).trimmed().split('\n');
    QVERIFY(QJsonDocument::fromJson(candidates.first()).object().value(QStringLiteral("text")).toString() == text);

    QString quoted = text;
    quoted.replace(QLatin1Char('"'), QStringLiteral("\"\""));
    QVERIFY(contentOf(folder + QStringLiteral("/evaluations.csv")).contains(quoted.toUtf8()));
    QVERIFY(contentOf(folder + QStringLiteral("/candidates.csv")).contains(quoted.toUtf8()));
}

METASPO_UI_TEST(HostileExportsTest)
#include "HostileExportsTest.moc"
