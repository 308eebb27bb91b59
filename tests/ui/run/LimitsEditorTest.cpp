#include "tests/ui/WorkbenchFixture.h"

#include "ui/run/LimitsEditor.h"

#include <QDoubleSpinBox>
#include <QSpinBox>

using namespace metaspo;

/// The fields of a run's limits show what is set and change only what is edited.
class LimitsEditorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void limitsComeBackAsTheyWent_data();
    void limitsComeBackAsTheyWent();
    void limitsShowWhatTheyAre();
};

void LimitsEditorTest::limitsComeBackAsTheyWent_data()
{
    QTest::addColumn<RunLimits>("limits");
    QTest::newRow("none") << RunLimits{};
    QTest::newRow("all") << RunLimits{8,
                                      2'500'000'000,
                                      1200,
                                      {QStringLiteral("iteration"), QStringLiteral("adopted"),
                                       QStringLiteral("worse-on-a-task"), QStringLiteral("unreadable>5"),
                                       QStringLiteral("budget>75")}};
    QTest::newRow("one cent") << RunLimits{0, 10'000'000, std::nullopt, {}};
    QTest::newRow("less than a cent") << RunLimits{0, 4'000'001, std::nullopt, {}};
    QTest::newRow("nothing may be spent") << RunLimits{0, 0, std::nullopt, {}};
    QTest::newRow("widest") << RunLimits{1024, 9'999'999'000'000'000, 5'000'000'000, {}};
    QTest::newRow("parts of a percent") << RunLimits{
        0, std::nullopt, std::nullopt, {QStringLiteral("budget>12.5"), QStringLiteral("unreadable>07.125")}};
}

void LimitsEditorTest::limitsComeBackAsTheyWent()
{
    QFETCH(RunLimits, limits);
    LimitsEditor editor;
    editor.show(limits);
    QVERIFY(editor.limits() == limits);
    // The rest stays as it was, and so do the breakpoints, which are edited elsewhere.
    editor.findChild<QSpinBox*>(QStringLiteral("maximumCalls"))->setValue(7);
    limits.maximumCalls = 7;
    QVERIFY(editor.limits() == limits);
}

void LimitsEditorTest::limitsShowWhatTheyAre()
{
    LimitsEditor editor;
    auto* budget = editor.findChild<QDoubleSpinBox*>(QStringLiteral("budget"));
    for (const auto& [limit, shown] : {std::pair<std::optional<qint64>, const char*>{std::nullopt, "no limit"},
                                       {0, "$ 0.00"},
                                       {4'000'000, "$ 0.004"},
                                       {2'500'000'000, "$ 2.50"}}) {
        editor.show({0, limit, std::nullopt, {}});
        QCOMPARE(budget->text(), QLatin1String(shown));
    }
}

METASPO_UI_TEST(LimitsEditorTest)
#include "LimitsEditorTest.moc"
