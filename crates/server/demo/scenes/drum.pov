#include "studio.inc"
Colours("a9492b","e9dfcb","34506b")
#declare Obj = union {
  object { RCyl(0,15,10.4,0.3) Satin(CMain) } cylinder { y*14.9,y*15.5,10.2 Matte(CAccent) } object { RCyl(13.6,15.7,10.9,0.3) Wood(CBeech) } cylinder { y*15.4,y*15.75,10.3 Matte(CAccent) } object { RCyl(-0.1,2.0,10.9,0.3) Wood(CBeech) }
  #local I=0; #while (I<12) #local P=vrotate(<10.75,14,0>,y*30*I); #local Q=vrotate(<10.75,1.6,0>,y*(30*I+15)); #local R=vrotate(<10.75,14,0>,y*(30*I+30)); union { cylinder { P,Q,0.28 } cylinder { Q,R,0.28 } Matte(CThird) } #local I=I+1; #end
  #local S=-1; #while (S<2) union { cylinder { -x*9,x*9,0.5 } sphere { x*9.6,1.1 } Wood(CBeech) rotate y*(20*S+8) translate <0.5,16.4+(S>0?1:0),S*2.4> } #local S=S+2; #end }
#declare BLo=<-11,0,-11>; #declare BHi=<11.5,18.5,11>; #declare Elev1=22;
Stage(Obj,-18,28,1.16)
