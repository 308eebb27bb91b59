#pragma once

#include "core/engine/Workspace.h"
#include "ui/kit/Page.h"
#include "ui/start/RecoveryBanner.h"

#include <QTimer>

class QLabel;
class QListView;

namespace metaspo {

class ActionTile;
class RecentModel;

/// Where everything begins: the sample project, a new one, an old one, the projects opened lately with their state, and
/// a run that was interrupted.
class StartPage : public Page
{
    Q_OBJECT

public:
    explicit StartPage(Workspace& workspace, QWidget* parent = nullptr);

    QString title() const override { return tr("Start"); }
    QString iconName() const override { return QStringLiteral("start"); }
    void setProject(const std::shared_ptr<Project>& project) override;

Q_SIGNALS:
    void newRequested();
    void openRequested();
    void windowRequested(const QString& path); ///< the project in a window of its own
    /// To be shown on the run page, and, if so wanted, gone on with.
    void projectAtRunRequested(const QString& path, qint64 run, bool isToGoOn);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeActions();
    QWidget* makeRecent();
    QWidget* makeModelAdvice();
    void makeRecentActions();
    void connectBanner();
    void lookForLocalModel();
    void readRecent();
    void lookAtFiles();
    void showInterrupted();
    QString currentPath() const;

    Workspace& m_workspace;
    ActionTile* m_sample = nullptr;
    QListView* m_list = nullptr;
    QLabel* m_nothing = nullptr;
    QWidget* m_modelAdvice = nullptr;
    RecentModel* m_recent;
    RecoveryBanner* m_banner;
    QList<InterruptedRun> m_dismissed;
    QTimer m_watch; ///< for runs that are at work elsewhere
};

} // namespace metaspo
