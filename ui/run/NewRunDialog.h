#pragma once

#include "core/engine/Workspace.h"

#include <QDialog>
#include <QTimer>

class QPushButton;

namespace metaspo {

class ForkPanel;
class PlanPanel;
class RunForm;

/// Sets up a run and shows what it would cost while that is done. Stores the run; whoever opened the dialog starts it.
class NewRunDialog : public QDialog
{
    Q_OBJECT

public:
    /// `request`: what to begin with, for instance the fork of another run.
    NewRunDialog(Workspace& workspace, std::shared_ptr<Project> project, const RunRequest& request,
                 QWidget* parent = nullptr);

    /// What a first run begins with.
    static RunRequest suggestion();

Q_SIGNALS:
    void created(qint64 run, bool isToStart);
    void planned(); ///< the plan shown belongs to the settings shown

public Q_SLOTS:
    void reject() override; ///< not while the run is being stored: that takes a moment

private:
    void readTasks();
    void readConnections();
    void readTemplates();
    void editTemplates();
    void showDifferences();
    void askWhatIsPossible(const RunRequest& accepted);
    void complete();
    void planSoon();
    void plan();
    void store(bool isToStart);
    void allow(bool isAllowed);
    void showFailure(const Error& error);

    Workspace& m_workspace;
    std::shared_ptr<Project> m_project;
    RunForm* m_form;
    PlanPanel* m_plan;
    ForkPanel* m_fork = nullptr; ///< only of a fork
    QPushButton* m_start;
    QPushButton* m_later;
    QPushButton* m_cancel;
    std::optional<RunRecord> m_parent;
    QTimer m_pause;
    quint64 m_generation = 0;
    bool m_isStoring = false;
    bool m_hasAsked = false;
};

} // namespace metaspo
