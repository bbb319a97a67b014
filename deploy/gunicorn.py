"""gunicorn for a machine with two cores: gunicorn -c deploy/gunicorn.py drogowskaz.config.wsgi

Reads nothing from the environment; what the site itself needs stands in /etc/drogowskaz/environment.
"""

bind = "unix:/run/drogowskaz/web.sock"
# One process for each core; its threads wait for the database and for slow browsers beside each other.
workers = 2
worker_class = "gthread"
threads = 8
# A page answers in a fraction of this; a process that hangs longer is begun anew.
timeout = 60
graceful_timeout = 30
# Begun anew from time to time, not all at once, so that no leak grows for months.
max_requests = 5000
max_requests_jitter = 500
worker_tmp_dir = "/dev/shm"  # noqa: S108  (a sign of life for gunicorn itself; on a disk it would wait for the disk)
control_socket_disable = True
# The site writes the lines of requests itself, without what signs in.
accesslog = None
errorlog = "-"
