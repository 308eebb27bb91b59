#pragma once

#include "core/engine/LocalModel.h"
#include "ui/kit/Notice.h"
#include "ui/kit/Theme.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QToolButton;

namespace metaspo {

class PlainTextView;

/// The managed local model: install, start, stop, what it is, its log, other files for it.
class LocalModelPanel : public QWidget
{
    Q_OBJECT

public:
    explicit LocalModelPanel(LocalModel& model, QWidget* parent = nullptr);

    /// What is installed, as far as known. Set by the page, which looks in the background.
    void showInstallation(const LocalModelInstallation& installation);
    void showState(LocalModelState state);

Q_SIGNALS:
    void noticeRaised(const metaspo::Notice& notice);
    void lookRequested(); ///< installation may have changed

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeState();
    QWidget* makeSettings();
    QWidget* makePathField(QLineEdit* edit, const QString& dialogTitle, const QString& objectName);
    void drawIcon();
    void showFacts();
    void showProgress(const QString& what, qint64 done, qint64 total);
    void configure();

    LocalModel& m_model;
    LocalModelInstallation m_installation;
    Tone m_shownTone = Tone::Quiet;
    bool m_isLooking = true; ///< nothing is known about the installation yet
    QLabel* m_stateIcon = nullptr;
    QLabel* m_state = nullptr;
    QLabel* m_advice = nullptr;
    QLabel* m_facts = nullptr;
    QProgressBar* m_progress = nullptr;
    QLabel* m_progressText = nullptr;
    QPushButton* m_install = nullptr;
    QPushButton* m_cancel = nullptr;
    QPushButton* m_start = nullptr;
    QPushButton* m_stop = nullptr;
    QToolButton* m_more = nullptr;
    QWidget* m_settings = nullptr;
    QLineEdit* m_modelFile = nullptr;
    QLineEdit* m_server = nullptr;
    QSpinBox* m_slots = nullptr;
    QSpinBox* m_context = nullptr;
    PlainTextView* m_log = nullptr;
};

} // namespace metaspo
