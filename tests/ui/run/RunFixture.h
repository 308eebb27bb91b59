#pragma once

#include "tests/support/LetterTask.h"
#include "tests/support/ScriptedModelServer.h"
#include "tests/support/Waited.h"
#include "tests/ui/WorkbenchFixture.h"
#include "ui/run/Chip.h"
#include "ui/run/SourceChooser.h"

#include <QAction>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QTreeWidget>

namespace metaspo {

/// A project with two small tasks, and a scripted model server known as the connection "scripted".
class RunFixture : public WorkbenchFixture
{
public:
    static constexpr int patience = 60'000;

    explicit RunFixture(ServerScript script = defaultScript()) : m_server(std::move(script)) { addConnection(); }

    static ServerScript defaultScript()
    {
        ServerScript script;
        script.accuracy = 0.5;
        script.systemSpread = 0.3;
        return script;
    }

    ScriptedModelServer& server() { return m_server; }
    Project& project() { return *window().project(); }

    bool makeProject()
    {
        if (!createProject())
            return false;
        const auto ids = waited(project().import({letterTask(QStringLiteral("alpha")),
                                                  letterTask(QStringLiteral("beta"), QStringLiteral("Signs"))}));
        window().showPage(QStringLiteral("runPage"));
        return ids.has_value();
    }

    /// Opens the dialog, on the scripted connection and with a run of a few calls over the tasks of makeProject() or of the
    /// first domain, when its plan is there.
    QDialog* openNewRun()
    {
        if (!steer("newRunAction"))
            return nullptr;
        auto* dialog = find<QDialog>("newRunDialog");
        if (!dialog)
            return nullptr;
        const auto* base = dialog->findChild<QComboBox*>(QStringLiteral("baseConnection"));
        if (!QTest::qWaitFor([base] { return base->count() > 1; }, patience))
            return nullptr;
        choose(dialog, "baseConnection");
        choose(dialog, "optimizerConnection");
        if (!checkAllSources(dialog))
            return nullptr;
        const QList<std::pair<const char*, int>> counts{{"iterations", 2},
                                                        {"systemCandidates", 3},
                                                        {"userCandidates", 2},
                                                        {"kept", 2},
                                                        {"train", 8},
                                                        {"validation", 8},
                                                        {"test", 8}};
        for (const auto& [name, value] : counts)
            dialog->findChild<QSpinBox*>(QLatin1String(name))->setValue(value);
        return canStart(dialog) ? dialog : nullptr;
    }

    /// Triggers the action as soon as it is enabled.
    bool steer(const char* actionName)
    {
        auto* action = find<QAction>(actionName);
        const bool isEnabled = QTest::qWaitFor([action] { return action->isEnabled(); }, patience);
        action->trigger();
        return isEnabled;
    }

    static bool canStart(QDialog* dialog)
    {
        const auto* start = dialog->findChild<QPushButton*>(QStringLiteral("startRun"));
        return QTest::qWaitFor([start] { return start->isEnabled(); }, patience);
    }

    /// Exhaustive: then the same calls are made in every run, so that they can be counted.
    static bool startExhaustive(QDialog* dialog)
    {
        auto* pruning = dialog->findChild<QComboBox*>(QStringLiteral("pruning"));
        pruning->setCurrentIndex(pruning->findData(static_cast<int>(Pruning::Exhaustive)));
        Q_EMIT pruning->activated(pruning->currentIndex());
        if (!canStart(dialog))
            return false;
        QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("startRun")), Qt::LeftButton);
        return true;
    }

    QString state() const { return find<Chip>("runState")->text(); } ///< of the run that is shown, in words

    bool reaches(const char* wanted) const
    {
        const bool isThere = QTest::qWaitFor([&] { return state().endsWith(QLatin1String(wanted)); }, patience);
        if (!isThere)
            qWarning().noquote() << "the run is" << state() << find<QLabel>("runSituation")->text() << message();
        return isThere;
    }

private:
    void addConnection()
    {
        Connection connection;
        connection.name = QStringLiteral("scripted");
        connection.baseUrl = m_server.baseUrl();
        connection.model = QStringLiteral("scripted");
        connection.width = 4;
        connection.price = Price{1'000'000'000, 1'000'000'000, 2'000'000'000};
        if (!workspace().connections().save(connection))
            qFatal("the connection of the test cannot be saved");
    }

    static void choose(QDialog* dialog, const char* box)
    {
        auto* combo = dialog->findChild<QComboBox*>(QLatin1String(box));
        combo->setCurrentIndex(combo->findData(QStringLiteral("scripted")));
        Q_EMIT combo->activated(combo->currentIndex());
    }

    /// The engine chooses some of them first.
    static bool checkAllSources(QDialog* dialog)
    {
        auto* sources = dialog->findChild<SourceChooser*>(QStringLiteral("sources"));
        if (!QTest::qWaitFor([sources] { return !sources->chosen().isEmpty(); }, patience))
            return false;
        for (int domain = 0; domain < sources->topLevelItemCount(); ++domain)
            for (int task = 0; task < sources->topLevelItem(domain)->childCount(); ++task)
                sources->topLevelItem(domain)->child(task)->setCheckState(0, Qt::Checked);
        return true;
    }

    ScriptedModelServer m_server;
};

} // namespace metaspo
