#include "tests/ui/WorkbenchFixture.h"

#include "core/store/Database.h"
#include "tests/core/store/StoreSamples.h"
#include "tests/support/Waited.h"
#include "ui/run/AnswerModel.h"

#include <QSignalSpy>

using namespace metaspo;

/// Rows of answers that are read when they come into view.
class AnswerModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatCouldNotBeReadIsAskedForAgain();
};

// The file is of use again later; the rows must not stay as they are.
void AnswerModelTest::whatCouldNotBeReadIsAskedForAgain()
{
    const samples::Project made = samples::project();
    for (const int example : {0, 1})
        QVERIFY(samples::evaluate(made.writer(), made.run, samples::place(QStringLiteral("letters"), example),
                                  OutcomeKind::Correct, QStringLiteral("A")) > 0);
    QVERIFY(samples::flush(made.writer()).has_value());
    Workspace workspace;
    const auto project = waited(workspace.openProject(made.path));
    COMPARE_OK(project);
    AnswerModel model;
    QSignalSpy failed(&model, &AnswerModel::failed);
    QSignalSpy loaded(&model, &AnswerModel::loaded);
    model.setProject(*project);
    EvaluationFilter filter;
    filter.run = made.run;
    model.show(filter);
    QTRY_COMPARE(loaded.size(), 1);
    QCOMPARE(model.rowCount(), 2);
    Database file(made.path, Database::Mode::ReadWrite, 1000);
    file.execute("PRAGMA legacy_alter_table=ON");
    file.execute("ALTER TABLE example RENAME TO example_away");
    const auto shown = [&](int row) { return model.index(row, AnswerModel::ExampleColumn).data().toString(); };
    QCOMPARE(shown(0), QStringLiteral("…"));
    QTRY_COMPARE(failed.size(), 1);
    file.execute("ALTER TABLE example_away RENAME TO example");
    QTRY_COMPARE(shown(0), QStringLiteral("0"));
    QCOMPARE(shown(1), QStringLiteral("1"));
}

METASPO_UI_TEST(AnswerModelTest)
#include "AnswerModelTest.moc"
