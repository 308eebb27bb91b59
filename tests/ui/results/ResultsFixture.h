#pragma once

#include "tests/ui/run/RunFixture.h"

#include "core/domain/RunSettings.h"
#include "ui/results/ResultsPage.h"

#include <QTableView>

namespace metaspo {

/// The workbench with finished runs, on the scripted server, and its results.
class ResultsFixture : public RunFixture
{
public:
    static constexpr const char* betterPrompt = "Think before you choose.";

    ResultsFixture() : RunFixture(script()) {}

    /// A run of MetaSPO over one of the two tasks; gives its number.
    qint64 optimize(const QString& task)
    {
        RunRequest request;
        request.settings = presetSettings(Preset::Recommended);
        request.settings.sources = {task};
        request.settings.iterations = 1;
        request.settings.systemCandidates = 2;
        request.settings.userCandidates = request.settings.kept = 1;
        request.settings.train = request.settings.validation = request.settings.test = 8;
        request.baseConnection = request.optimizerConnection = QStringLiteral("scripted");
        return finished(request);
    }

    /// Scores one prompt on test.
    qint64 evaluate(const QString& prompt, const QStringList& tasks, int test = 8)
    {
        RunRequest request;
        request.settings.method = Method::Evaluate;
        request.settings.sources = tasks;
        request.settings.test = test;
        request.evaluatePrompts = {prompt};
        request.baseConnection = QStringLiteral("scripted");
        return finished(request);
    }

    QTableView* table() const { return find<QTableView>("methodTable"); }

    bool showResults(int rows)
    {
        window().showPage(QStringLiteral("resultsPage"));
        return QTest::qWaitFor([&] { return table()->model()->rowCount() == rows; }, patience);
    }

private:
    static ServerScript script()
    {
        ServerScript made = defaultScript();
        made.systemSpread = 0.2;
        return made;
    }

    qint64 finished(const RunRequest& request)
    {
        const auto run = waited(project().createRun(request));
        if (!run)
            qFatal("%s", qPrintable(sentence(run.error())));
        const bool isOver = QTest::qWaitFor([&] { return !project().liveRun(*run); }, patience);
        return isOver ? *run : 0;
    }
};

} // namespace metaspo
