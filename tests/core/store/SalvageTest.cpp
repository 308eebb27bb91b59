#include "core/store/Salvage.h"
#include "tests/core/store/StoreSamples.h"

#include <QFile>
#include <QFileInfo>
#include <QTest>

using namespace metaspo;
using namespace metaspo::samples;

namespace {

constexpr int callCount = 150;

/// A closed project with many answers, big enough to have pages in the middle of its tables.
Project filled()
{
    Project made = project();
    for (const int example : {0, 1})
        evaluate(made.writer(), made.run, place(QStringLiteral("letters"), example), OutcomeKind::Correct,
                 QStringLiteral("A"));
    for (int i = 0; i < callCount; ++i)
        made.writer().callSent(
            optimizerCall(made.run, QStringLiteral("1/outer/%1").arg(i)),
            [&made](Result<qint64> id) { made.writer().callAnswered(answer(*id, QString(1500, u'x')), {}); });
    for (int i = 0; i < 2; ++i) // the answers are queued by the first
        if (!flush(made.writer()))
            qFatal("the sample cannot be written");
    made.reader.reset();
    made.store.reset();
    return made;
}

/// Pages that belong to a table: found by what stands in them.
QList<qint64> pagesWith(const QString& path, const QByteArray& content)
{
    QList<qint64> pages;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the sample cannot be read");
    for (qint64 page = 0; !file.atEnd(); ++page)
        if (file.read(4096).contains(content))
            pages << page;
    return pages;
}

void destroyPage(const QString& path, qint64 page)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.seek(page * 4096);
    file.write(QByteArray(4096, '\x55'));
}

} // namespace

/// What can be read of a damaged file is saved, and the result is a sound project.
class SalvageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void copiesASoundFileWhole();
    void savesWhatStandsAroundDamagedPages();
    void keepsAChangedText();
    void saysWhatCannotBeSalvaged();
};

void SalvageTest::copiesASoundFileWhole()
{
    const Project made = filled();
    const QString target = made.path + QStringLiteral(".saved");
    const auto report = salvage(made.path, target);
    COMPARE_OK(report);
    QVERIFY(report->contains(QStringLiteral("call: 152 rows saved.")));
    QVERIFY(report->filter(QStringLiteral("could not")).isEmpty());
    QVERIFY(report->filter(QStringLiteral("left out")).isEmpty());
    QVERIFY(!QFileInfo::exists(target + QStringLiteral(".damaged")));
    const auto before = Store::open(made.path);
    const auto after = Store::open(target);
    COMPARE_OK(after);
    QCOMPARE(*(*after)->check(), QStringList());
    const auto old = (*before)->newReader();
    const auto fresh = (*after)->newReader();
    QCOMPARE((*fresh)->run(made.run)->uuid, (*old)->run(made.run)->uuid);
    QCOMPARE((*fresh)->run(made.run)->optimizerCalls, callCount);
    QCOMPARE((*fresh)->run(made.run)->costNanoDollars, (*old)->run(made.run)->costNanoDollars);
    QCOMPARE((*fresh)->cells(made.run)->size(), 1);
    QCOMPARE((*fresh)->cellLabels(made.run)->first().n, 2);
    QCOMPARE(*(*fresh)->task(made.tasks[0].id), made.tasks[0]);
}

void SalvageTest::savesWhatStandsAroundDamagedPages()
{
    const Project made = filled();
    const QList<qint64> responses = pagesWith(made.path, QByteArray(1000, 'x'));
    QVERIFY(responses.size() > 40);
    destroyPage(made.path, responses[10]);
    destroyPage(made.path, responses[11]);
    destroyPage(made.path, responses[30]);
    const QString target = made.path + QStringLiteral(".saved");
    const auto report = salvage(made.path, target);
    COMPARE_OK(report);
    QVERIFY2(report->filter(QStringLiteral("could not be read")).size() == 1, qPrintable(report->join(u'\n')));
    QVERIFY2(report->filter(QStringLiteral("paid responses are lost")).size() == 1, qPrintable(report->join(u'\n')));
    const auto saved = Store::open(target);
    COMPARE_OK(saved);
    QCOMPARE(*(*saved)->check(), QStringList());
    const RunRecord run = *(*(*saved)->newReader())->run(made.run);
    // Two responses stand on a page.
    QVERIFY2(run.optimizerCalls >= callCount - 12, qPrintable(QString::number(run.optimizerCalls)));
    QVERIFY(run.optimizerCalls < callCount);
    QCOMPARE(run.optimizerCalls + run.possiblyPaidCalls, callCount);
}

void SalvageTest::keepsAChangedText()
{
    const Project made = filled();
    const QByteArray prompt = "You improve prompts."; // stands in one row only
    QFile file(made.path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    const qint64 at = file.readAll().indexOf(prompt);
    QVERIFY(at > 0);
    file.seek(at);
    file.write("X");
    file.close();
    const QString target = made.path + QStringLiteral(".saved");
    const auto report = salvage(made.path, target);
    COMPARE_OK(report);
    QVERIFY2(report->last().contains(QStringLiteral("no longer what was stored")), qPrintable(report->join(u'\n')));
    const auto saved = Store::open(target);
    COMPARE_OK(saved);
    QCOMPARE(*(*saved)->check(), QStringList());
}

void SalvageTest::saysWhatCannotBeSalvaged()
{
    const Project made = filled();
    const QString target = made.path + QStringLiteral(".saved");
    QCOMPARE(salvage(made.path + QStringLiteral("x"), target).error().kind, ErrorKind::NotFound);
    QCOMPARE(salvage(made.path, made.path).error().kind, ErrorKind::WrongUsage);
    destroyPage(made.path, 0);
    QCOMPARE(salvage(made.path, target).error().kind, ErrorKind::FileForeign);
    QVERIFY(!QFileInfo::exists(target));
    QVERIFY(QFileInfo::exists(made.path));
}

QTEST_GUILESS_MAIN(SalvageTest)
#include "SalvageTest.moc"
