"""One libtorrent session: seeds or fetches one torrent, steered by lines on its standard input.

usage: libtorrent_peer.py make FILE TORRENT
       libtorrent_peer.py seed TORRENT FOLDER RATE     (RATE in bytes a second, 0 for no limit)
       libtorrent_peer.py fetch TORRENT FOLDER RATE
Prints "ready PORT"; "go PORT..." connects to those ports; prints "done" when all is verified.
"""

import os
import sys
import time

import libtorrent as lt

PIECE = 1 << 20


def make(path, torrent):
    files = lt.file_storage()
    lt.add_files(files, path)
    creator = lt.create_torrent(files, PIECE, flags=lt.create_torrent.v1_only)
    lt.set_piece_hashes(creator, os.path.dirname(path))
    with open(torrent, "wb") as out:
        out.write(lt.bencode(creator.generate()))


def session():
    settings = lt.high_performance_seed()
    settings.update(
        enable_outgoing_utp=False,
        enable_incoming_utp=False,
        enable_dht=False,
        enable_lsd=False,
        enable_upnp=False,
        enable_natpmp=False,
        out_enc_policy=int(lt.enc_policy.disabled),
        in_enc_policy=int(lt.enc_policy.disabled),
        allow_multiple_connections_per_ip=True,
        rate_limit_ip_overhead=False,
        listen_interfaces="127.0.0.1:0",
    )
    return lt.session(settings)


def run(role, torrent, folder, rate):
    peer = session()
    params = lt.add_torrent_params()
    params.ti = lt.torrent_info(torrent)
    params.save_path = folder
    params.flags &= ~(lt.torrent_flags.paused | lt.torrent_flags.auto_managed)
    if role == "seed":
        params.flags |= lt.torrent_flags.seed_mode
    handle = peer.add_torrent(params)
    if rate:
        handle.set_upload_limit(rate)
    while not peer.is_listening() or handle.status().state in (
        lt.torrent_status.checking_files,
        lt.torrent_status.checking_resume_data,
    ):
        time.sleep(0.01)
    print("ready", peer.listen_port(), flush=True)
    for port in sys.stdin.readline().split()[1:]:
        handle.connect_peer(("127.0.0.1", int(port)))
    if role == "fetch":
        while not handle.status().is_seeding:
            time.sleep(0.002)
        print("done", flush=True)
    sys.stdin.readline()


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(*sys.argv[2:])
    else:
        run(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
