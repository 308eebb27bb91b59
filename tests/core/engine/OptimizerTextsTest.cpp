#include "core/engine/OptimizerTexts.h"
#include "tests/core/engine/ScriptedProject.h"

using namespace metaspo;

namespace {

const QString analyse = QStringLiteral("analyse-system-prompt");

QByteArray own(const QString& name)
{
    return ownTemplates().value_or(TemplateTexts()).value(name);
}

/// The program's text with a sentence more.
QByteArray changed(const char* sentence = "Be brief.")
{
    QByteArray text = own(analyse);
    return text.replace("Begin with <analysis>", QByteArray(sentence) + " Begin with <analysis>");
}

} // namespace

/// The texts that the optimizer is asked with: checked, numbered, kept with each run.
class OptimizerTextsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ownTextsAreFine();
    void badTextsAreRefused_data();
    void badTextsAreRefused();
    void versionsAreNumbers();
    void newTextsGetTheNextNumber();
    void aRunKeepsItsTexts();
    void aForkKeepsItsParentsTexts();
};

void OptimizerTextsTest::ownTextsAreFine()
{
    const auto texts = ownTemplates();
    QVERIFY(texts.has_value());
    QVERIFY(texts->size() >= 10);
    for (auto text = texts->begin(); text != texts->end(); ++text) {
        const auto fine = checkTemplate(text.key(), text.value());
        QVERIFY2(fine.has_value(), fine ? "" : qPrintable(sentence(fine.error())));
    }
    QVERIFY(changedTemplates(*texts).isEmpty());
}

void OptimizerTextsTest::badTextsAreRefused_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QString>("why");
    QTest::newRow("no YAML") << QByteArray("name: [") << "YAML";
    QTest::newRow("another name") << changed().replace("name: analyse-system-prompt", "name: mine") << "name and role";
    QTest::newRow("another role") << changed().replace("role: analyse-system-prompt", "role: mutate")
                                  << "name and role";
    QTest::newRow("unknown input") << changed("See {{weather}}.") << "{{weather}}";
    QTest::newRow("declared, but never filled in")
        << changed("See {{weather}}.").replace("inputs: [system_prompt", "inputs: [weather, system_prompt")
        << "{{weather}}";
    QTest::newRow("empty") << QByteArray() << "";
}

void OptimizerTextsTest::badTextsAreRefused()
{
    QFETCH(QByteArray, yaml);
    QFETCH(QString, why);
    const auto fine = checkTemplate(analyse, yaml);
    QVERIFY(!fine.has_value());
    QVERIFY2(sentence(fine.error()).contains(why), qPrintable(sentence(fine.error())));
    QVERIFY(sentence(fine.error()).contains(analyse));
}

void OptimizerTextsTest::versionsAreNumbers()
{
    QCOMPARE(templateVersion("name: a\nversion: 12\nrole: a\n"), 12);
    QCOMPARE(templateVersion("name: a\n"), 1);
    QCOMPARE(withTemplateVersion("name: a\nversion: 12 \nuser: |\n  version: 3\n", 4),
             QByteArray("name: a\nversion: 4\nuser: |\n  version: 3\n"));
    QCOMPARE(templateVersion(withTemplateVersion("name: a\n", 7)), 7);
    QVERIFY(isSameTemplate(own(analyse), withTemplateVersion(own(analyse), 9)));
    QVERIFY(!isSameTemplate(own(analyse), changed()));
}

void OptimizerTextsTest::newTextsGetTheNextNumber()
{
    const QList<TemplateVersion> known{{analyse, 1, own(analyse), {}, true},
                                       {analyse, 4, withTemplateVersion(changed(), 4), {3}, false},
                                       {QStringLiteral("mutate"), 9, own(QStringLiteral("mutate")), {}, true}};
    QCOMPARE(numbered(analyse, changed(), known), withTemplateVersion(changed(), 4)); // the same text again
    QCOMPARE(templateVersion(numbered(analyse, changed("Be kind."), known)), 5);
    QCOMPARE(numbered(analyse, withTemplateVersion(own(analyse), 8), known), own(analyse));
}

void OptimizerTextsTest::aRunKeepsItsTexts()
{
    ScriptedProject scripted(ScriptedProject::usualScript(), QStringLiteral("Signs"));
    RunRequest wanted = ScriptedProject::request(Scope::Global);
    wanted.templates.insert(analyse, changed());
    const auto first = waited(scripted.project->storeRun(wanted));
    QVERIFY2(first.has_value(), first ? "" : qPrintable(sentence(first.error())));
    const auto kept = waited(scripted.project->queries().templates(*first));
    QVERIFY(kept.has_value());
    QCOMPARE(kept->value(analyse), withTemplateVersion(changed(), 2));
    QCOMPARE(kept->size(), ownTemplates()->size());
    QCOMPARE(scripted.overview(*first).changedTemplates, QStringList{analyse});

    wanted.templates.insert(analyse, changed("Be kind."));
    const auto second = waited(scripted.project->storeRun(wanted));
    QVERIFY(second.has_value());
    const auto versions = waited(scripted.project->queries().templateVersions());
    QVERIFY(versions.has_value());
    QMap<int, QList<qint64>> runs;
    for (const TemplateVersion& version : *versions)
        if (version.name == analyse)
            runs.insert(version.version, version.runs);
    QCOMPARE(runs, (QMap<int, QList<qint64>>{{1, {}}, {2, {*first}}, {3, {*second}}}));

    wanted.templates.insert(analyse, "name: nothing");
    const auto refused = waited(scripted.project->plan(wanted));
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().kind, ErrorKind::BadInput);

    // What is sent is what was written.
    const auto session = waited(scripted.project->openRun(*first));
    QVERIFY(session.has_value());
    QCOMPARE(scripted.ended(*session), RunState::Finished);
    CallSearch search;
    search.filter.run = *first;
    search.contains = QStringLiteral("Be brief.");
    const auto page = waited(scripted.project->queries().callPage(search, 0, 100'000));
    QVERIFY(page.has_value());
    QVERIFY(page->ids.size() >= 3);
}

// Else the fork would ask the optimizer for everything again.
void OptimizerTextsTest::aForkKeepsItsParentsTexts()
{
    ScriptedProject scripted(ScriptedProject::usualScript(), QStringLiteral("Signs"));
    RunRequest wanted = ScriptedProject::request(Scope::Global);
    wanted.templates.insert(analyse, changed());
    RunSession* session = scripted.started(wanted);
    QVERIFY(session);
    const qint64 parent = session->run();
    QCOMPARE(scripted.ended(session), RunState::Finished);
    RunRequest fork = ScriptedProject::request(Scope::Global);
    fork.forkOf = parent;
    fork.forkAt = Step{2, Loop::Outer, {}, 0};
    RunSession* forked = scripted.started(fork);
    QVERIFY(forked);
    const qint64 run = forked->run();
    QCOMPARE(scripted.ended(forked), RunState::Finished);
    QCOMPARE(waited(scripted.project->queries().templates(run))->value(analyse), withTemplateVersion(changed(), 2));
    const RunOverview seen = scripted.overview(run);
    QVERIFY2(seen.record.optimizerCalls <= 2 * 3, qPrintable(QString::number(seen.record.optimizerCalls)));
}

QTEST_GUILESS_MAIN(OptimizerTextsTest)
#include "OptimizerTextsTest.moc"
